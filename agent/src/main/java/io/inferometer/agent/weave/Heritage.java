package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The annotated methods that a class or an interface passes on to its subtypes, by name and descriptor: its own and those that it
 * inherits, each also under the descriptors that subtypes narrow it to. Immutable.
 */
final class Heritage {

    static final Heritage NONE = new Heritage(Map.of());

    /** That of a type without a file, or with one that cannot be read. */
    static final Heritage UNKNOWN = new Heritage(Map.of());

    private final Map<String, Inherited> methods;

    /**
     * One of them.
     *
     * @param owner the nearest class that declares it, with slashes
     * @param isPackagePrivate whether classes of the same package alone override it
     * @param hasBody whether a class that declares nothing has one
     */
    private record Inherited(
            String owner,
            boolean isPackagePrivate,
            boolean hasBody,
            String name,
            String descriptor,
            String model,
            String version) {

        boolean isFor(String type) {
            return !isPackagePrivate || packageOf(owner).equals(packageOf(type));
        }

        private static String packageOf(String type) {
            return type.substring(0, type.lastIndexOf('/') + 1);
        }

        Inherited withBody() {
            return new Inherited(owner, isPackagePrivate, true, name, descriptor, model, version);
        }
    }

    private Heritage(Map<String, Inherited> methods) {
        this.methods = methods;
    }

    boolean isEmpty() {
        return methods.isEmpty();
    }

    boolean hasAbstract() {
        for (Inherited each : methods.values()) {
            if (!each.hasBody()) {
                return true;
            }
        }
        return false;
    }

    /** Of several supertypes, the class first: what an earlier one says of a method counts. */
    static Heritage of(List<Heritage> supertypes) {
        if (supertypes.size() == 1) {
            return supertypes.get(0);
        }
        Map<String, Inherited> all = new HashMap<>();
        for (Heritage each : supertypes) {
            for (Map.Entry<String, Inherited> method : each.methods.entrySet()) {
                Inherited first = all.putIfAbsent(method.getKey(), method.getValue());
                if (first != null && method.getValue().hasBody() && !first.hasBody()) {
                    all.put(method.getKey(), first.withBody());
                }
            }
        }
        return all.isEmpty() ? NONE : new Heritage(all);
    }

    /**
     * Marks the methods of a class below as annotated that override one of these and say nothing of their own.
     *
     * @param isWritten whether its methods without line numbers stand in a source, too
     */
    void mark(MethodScan scan, boolean isWritten) {
        for (FoundMethod method : scan.methods) {
            Inherited above = overridden(method, scan);
            FoundMethod meant = above == null ? null : meant(method, scan);
            if (meant != null && !meant.annotated && (isWritten || meant.hasLines || !meant.hasCode())) {
                meant.annotated = true;
                meant.model = above.model();
                meant.version = above.version();
            }
        }
    }

    /** What a class below passes on, once its methods are {@linkplain #mark marked}. */
    Heritage below(MethodScan scan) {
        Map<String, Inherited> own = new HashMap<>();
        for (FoundMethod method : scan.methods) {
            Inherited above = overridden(method, scan);
            FoundMethod meant = meant(method, scan);
            if (meant != null && isInherited(method) && (meant.annotated || above != null)) {
                own.put(method.key(), inherited(method, meant, above, scan));
                own.put(meant.key(), inherited(meant, meant, above, scan));
            } else if (above != null && !method.forwardsTo.isEmpty()) {
                // A compiler's own, which leads to a body elsewhere.
                own.put(method.key(), above.withBody());
            }
        }
        if (own.isEmpty()) {
            return this;
        }
        Map<String, Inherited> below = new HashMap<>(methods);
        below.putAll(own);
        return new Heritage(below);
    }

    private static Inherited inherited(FoundMethod method, FoundMethod meant, Inherited above, MethodScan scan) {
        boolean isPackagePrivate = (meant.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) == 0;
        boolean says = meant.annotated || above == null;
        return new Inherited(
                scan.internalName,
                isPackagePrivate,
                meant.hasCode(),
                method.name,
                method.descriptor,
                says ? meant.model : above.model(),
                says ? meant.version : above.version());
    }

    /** The methods for which a class that inherits all this, and nothing else, has no body. */
    List<String> withoutBody(MethodScan scan) {
        List<String> names = new ArrayList<>();
        for (Inherited method : methods.values()) {
            if (!method.hasBody() && method.isFor(scan.internalName) && !names.contains(method.name())) {
                names.add(method.name());
            }
        }
        return names;
    }

    private Inherited overridden(FoundMethod method, MethodScan scan) {
        Inherited above = isInherited(method) ? methods.get(method.key()) : null;
        return above == null || !above.isFor(scan.internalName) ? null : above;
    }

    private static boolean isInherited(FoundMethod method) {
        return (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
    }

    /** The method itself, for a bridge what it stands for; null where that is not of this class. */
    private static FoundMethod meant(FoundMethod method, MethodScan scan) {
        return method.isBridge() ? MatchingMethods.standsFor(method, scan) : method;
    }
}
