package io.inferometer.agent.weave;

import io.inferometer.agent.premain.AnnotationLoaders;
import io.inferometer.agent.premain.CandidateFilter;
import io.inferometer.agent.premain.ConstantPool;
import io.inferometer.agent.premain.LoaderMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * Finds the annotated methods that a class inherits. Its supertypes are not loaded yet when it is transformed, and what a transformer
 * loads is not transformed, so their files are read: each once for each loader, where the loader sees an annotation at all. What was
 * annotated in a class that has no file is known once that class was transformed itself. Thread-safe.
 */
final class Supertypes {

    /** Of each loader; beyond it what was known is read again. */
    private static final int MAX_TYPES = 10_000;

    /** A hierarchy that is deeper is none that people write. */
    private static final int MAX_DEPTH = 100;

    /**
     * Packages of libraries that most servers have. Nearly all supertypes of a server are of these, and none of them is annotated: reading
     * them would only delay its start. One that is, is known once it is transformed itself.
     */
    private static final String[] SHARED = {
        "ch/qos/",
        "com/fasterxml/",
        "com/google/common/",
        "com/google/protobuf/",
        "com/sun/",
        "groovy/",
        "io/grpc/",
        "io/micrometer/",
        "io/netty/",
        "jakarta/",
        "javax/",
        "kotlin/",
        "kotlinx/",
        "org/apache/",
        "org/bouncycastle/",
        "org/codehaus/",
        "org/eclipse/",
        "org/hibernate/",
        "org/jboss/",
        "org/slf4j/",
        "org/springframework/",
        "reactor/",
        "scala/",
        "software/"
    };

    private final Sites sites;
    private final AnnotationLoaders loaders;
    private final ConstantPool.Texts texts;
    private final TypeFiles files;

    /** What files say, by the loader that was asked for them. */
    private final LoaderMap<Map<String, Heritage>> read = new LoaderMap<>();

    /** What transformed classes have that pass something on, by their own loader. */
    private final LoaderMap<Map<String, Heritage>> transformed = new LoaderMap<>();

    Supertypes(Sites sites) {
        this.sites = sites;
        List<String> descriptors = new ArrayList<>();
        descriptors.add(CandidateFilter.ANNOTATION);
        descriptors.addAll(sites.annotations().keySet());
        loaders = new AnnotationLoaders(descriptors);
        byte[][] whole = new byte[descriptors.size()][];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = descriptors.get(i).getBytes(StandardCharsets.UTF_8);
        }
        texts = new ConstantPool.Texts(whole, new byte[0][], new byte[0][]);
        files = new TypeFiles(sites.notMeasured());
    }

    /** What the class of this file inherits; what could not be read may be another time. */
    Heritage above(ClassLoader loader, byte[] file) {
        try {
            String[] names = ConstantPool.supertypes(file);
            return names.length == 0 || !loaders.sees(loader) ? Heritage.NONE : of(loader, names, new ArrayList<>());
        } catch (VirtualMachineError passing) {
            // What the class has itself is measured.
            return Heritage.NONE;
        }
    }

    /** @param below those on the way to these, of which none can be above itself */
    private Heritage of(ClassLoader loader, String[] names, List<String> below) {
        List<Heritage> supertypes = new ArrayList<>();
        for (String name : names) {
            if (!below.contains(name) && below.size() < MAX_DEPTH) {
                below.add(name);
                Heritage heritage = of(loader, name, below);
                below.remove(below.size() - 1);
                if (!heritage.isEmpty()) {
                    supertypes.add(heritage);
                }
            }
        }
        return Heritage.of(supertypes);
    }

    private Heritage of(ClassLoader loader, String name, List<String> below) {
        Heritage known = get(read, loader, name);
        if (known == null) {
            known = read(loader, name, below);
            put(read, loader, name, known);
        }
        return known == Heritage.UNKNOWN ? ofTransformed(loader, name) : known;
    }

    private Heritage read(ClassLoader loader, String name, List<String> below) {
        byte[] file = isShared(name) ? null : files.read(loader, name);
        if (file == null) {
            return Heritage.UNKNOWN;
        }
        Heritage above = of(loader, ConstantPool.supertypes(file), below);
        if (above.isEmpty() && ConstantPool.find(file, texts) == 0) {
            return Heritage.NONE;
        }
        MethodScan scan = new MethodScan(sites.annotations());
        try {
            new ClassReader(file).accept(scan, ClassReader.SKIP_FRAMES);
        } catch (RuntimeException noClassFile) {
            sites.notMeasured().unseen(name.replace('/', '.'), "its class file is not understood: " + noClassFile);
            return Heritage.UNKNOWN;
        }
        above.mark(scan, true);
        return above.below(scan);
    }

    private static boolean isShared(String name) {
        for (String each : SHARED) {
            if (name.startsWith(each)) {
                return true;
            }
        }
        return false;
    }

    private Heritage ofTransformed(ClassLoader loader, String name) {
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            Heritage found = get(transformed, each, name);
            if (found != null) {
                return found;
            }
        }
        return Heritage.NONE;
    }

    /**
     * Marks what a class that is about to be woven inherits, and remembers what it passes on.
     *
     * @param above what it inherits
     */
    void apply(ClassLoader loader, MethodScan scan, Heritage above) {
        if (!above.isEmpty()) {
            above.mark(scan, !scan.hasSource && files.has(loader, scan.internalName));
        }
        Heritage heritage = above.below(scan);
        if (heritage.isEmpty()) {
            return;
        }
        for (FoundMethod method : scan.methods) {
            if (method.annotated && method.isAbstract()) {
                sites.annotated(loader, scan.className(), method.name);
            }
        }
        loaders.found(loader);
        put(transformed, loader, scan.internalName, heritage);
        if (scan.isConcrete) {
            for (String method : heritage.withoutBody(scan)) {
                sites.notMeasured().missing(MatchingMethods.missing(loader, scan, method, method));
            }
        }
    }

    /**
     * An annotated class was defined. Says so where some of its subtypes came too early to be found.
     *
     * @param name with slashes
     */
    void defined(ClassLoader loader, String name) {
        Heritage heritage = get(transformed, loader, name);
        if (heritage == null) {
            return;
        }
        String reason = null;
        if (wasLookedForInVain(name)) {
            reason = "its class file was not read before; annotate their methods";
        } else if (heritage.hasAbstract() && !loaders.finds(loader)) {
            reason = "its loader does not find the class of the annotation; put its jar on the class path";
        }
        if (reason != null) {
            sites.notMeasured()
                    .add("what implements or extends " + name.replace('/', '.') + " and was loaded before it", reason);
        }
    }

    private boolean wasLookedForInVain(String name) {
        synchronized (read) {
            for (Map<String, Heritage> each : read.values()) {
                if (each.get(name) == Heritage.UNKNOWN) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Heritage get(LoaderMap<Map<String, Heritage>> types, ClassLoader loader, String name) {
        synchronized (types) {
            Map<String, Heritage> ofLoader = types.get(loader);
            return ofLoader == null ? null : ofLoader.get(name);
        }
    }

    private static void put(
            LoaderMap<Map<String, Heritage>> types, ClassLoader loader, String name, Heritage heritage) {
        synchronized (types) {
            Map<String, Heritage> ofLoader = types.get(loader);
            if (ofLoader == null) {
                ofLoader = new HashMap<>();
                types.put(loader, ofLoader);
            }
            if (ofLoader.size() >= MAX_TYPES) {
                ofLoader.clear();
            }
            ofLoader.put(name, heritage);
        }
    }
}
