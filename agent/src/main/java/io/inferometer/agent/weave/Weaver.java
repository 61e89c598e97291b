package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Rewrites the wanted methods of one class file. Written on Byte Buddy's ASM: Byte Buddy's own type descriptions cost a start
 * some 300 ms and 700 classes more (docs/decisions.md). Adds no member and no class, so that a loaded class can be rewritten
 * too. Thread-safe.
 */
final class Weaver {

    private final Sites sites;
    private final String dispatcher;

    /** @param dispatcher the internal name of the class whose {@code bootstrap} links call sites */
    Weaver(Sites sites, String dispatcher) {
        this.sites = sites;
        this.dispatcher = dispatcher;
    }

    private record Weaving(FoundMethod method, Target target, Woven woven) {}

    /**
     * @param libraries whose targets may be in this class
     * @param annotations whether annotated methods are wanted, too
     * @param above the annotated methods that it inherits
     * @return the class file to load instead, or null when there is nothing to do
     */
    byte[] weave(ClassLoader loader, byte[] file, List<Library> libraries, boolean annotations, Heritage above) {
        ClassReader reader = new ClassReader(file);
        MethodScan scan = scan(reader);
        if (annotations && (scan.isAnnotated() || !above.isEmpty())) {
            sites.supertypes().apply(loader, scan, above);
        }
        boolean hasStages = annotations && hasStages(scan);
        Map<String, Weaving> weavings = new HashMap<>();
        for (Library library : libraries) {
            if (library.name().equals(Library.ASYNC)) {
                hasStages = true;
            } else if (sites.switches().unsupported(library.name()).isEmpty()) {
                match(loader, scan, library, weavings);
            }
        }
        if (annotations) {
            for (FoundMethod method : scan.methods) {
                if (method.annotated && !method.isAbstract()) {
                    Target target = AnnotatedMethods.target(method.name, method.model, method.version);
                    want(loader, Library.ANNOTATION, -1, target, scan, method, weavings);
                }
            }
        }
        byte[] measured = rewrite(loader, reader, scan, weavings);
        byte[] counted = weaveHandles(loader, measured == null ? reader : new ClassReader(measured), libraries);
        byte[] woven = counted == null ? measured : counted;
        if (!hasStages) {
            return woven;
        }
        byte[] both = weaveStages(loader, new ClassReader(woven == null ? file : woven), libraries, annotations);
        byte[] last = both == null ? woven : both;
        byte[] submits = weaveSubmits(loader, new ClassReader(last == null ? file : last), libraries);
        return submits == null ? last : submits;
    }

    private MethodScan scan(ClassReader reader) {
        MethodScan scan = new MethodScan(sites.annotations());
        reader.accept(scan, ClassReader.SKIP_FRAMES);
        return scan;
    }

    private static boolean hasStages(MethodScan scan) {
        for (FoundMethod method : scan.methods) {
            if (!method.stage.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Around what was woven before: the method that unloads a model also closes what it holds. */
    private byte[] weaveHandles(ClassLoader loader, ClassReader reader, List<Library> libraries) {
        if (!sites.countsHandles() || !haveHandles(libraries)) {
            return null;
        }
        MethodScan scan = scan(reader);
        if (scan.majorVersion < Opcodes.V1_7) {
            return null;
        }
        Map<String, Weaving> weavings = new HashMap<>();
        for (Library library : libraries) {
            if (sites.switches().unsupported(library.name()).isEmpty()) {
                for (int i = 0; i < library.targets().size(); i++) {
                    Target target = library.targets().get(i);
                    if (target.role().isOfHandles() && isNamed(target, scan)) {
                        wantHandles(loader, library, i, target, scan, weavings);
                    }
                }
            }
        }
        return rewrite(loader, reader, scan, weavings);
    }

    private static boolean haveHandles(List<Library> libraries) {
        for (Library library : libraries) {
            for (Target target : library.targets()) {
                if (target.role().isOfHandles()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void wantHandles(
            ClassLoader loader,
            Library library,
            int place,
            Target target,
            MethodScan scan,
            Map<String, Weaving> weavings) {
        List<FoundMethod> methods =
                target.role() == Target.Role.OPEN ? scan.constructors : MatchingMethods.of(target, scan);
        for (FoundMethod method : methods) {
            if (method.isStatic()) {
                sites.notMeasured().add(where(scan, method), "it is static, and closes no object");
                continue;
            }
            Woven woven =
                    new Woven(library.name(), place, method.name, method.descriptor, Woven.HANDLE, "", "", "", "");
            weavings.put(method.key(), new Weaving(method, target, woven));
        }
        if (methods.isEmpty() && !target.optional()) {
            missing(loader, scan, library, target);
        }
    }

    private static boolean isNamed(Target target, MethodScan scan) {
        return target.types() instanceof Types.Named named && named.className().equals(scan.className());
    }

    /** Around what was woven before: a method may be a call of a model and a stage of a queued request. */
    private byte[] weaveStages(ClassLoader loader, ClassReader reader, List<Library> libraries, boolean annotations) {
        MethodScan scan = scan(reader);
        Map<String, Weaving> weavings = new HashMap<>();
        for (Library library : libraries) {
            if (library.name().equals(Library.ASYNC)) {
                match(loader, scan, library, weavings);
            }
        }
        for (FoundMethod method : scan.methods) {
            if (annotations && !method.stage.isEmpty()) {
                Target target = AnnotatedMethods.stage(method.name, method.stage, method.id);
                want(loader, Library.ASYNC, -1, target, scan, method, weavings);
            }
        }
        return rewrite(loader, reader, scan, weavings);
    }

    /** The calls of executors, which may be in methods that were woven before. */
    private byte[] weaveSubmits(ClassLoader loader, ClassReader reader, List<Library> libraries) {
        MethodScan scan = scan(reader);
        SubmitScan calls = null;
        Map<String, Weaving> weavings = new HashMap<>();
        for (Library library : libraries) {
            for (int i = 0; i < library.targets().size(); i++) {
                Target target = library.targets().get(i);
                if (target.role() == Target.Role.SUBMIT && isNamed(target, scan)) {
                    calls = calls == null ? SubmitScan.of(reader) : calls;
                    wantSubmits(loader, i, target, scan, calls, weavings);
                }
            }
        }
        return rewrite(loader, reader, scan, weavings);
    }

    private void wantSubmits(
            ClassLoader loader,
            int place,
            Target target,
            MethodScan scan,
            SubmitScan calls,
            Map<String, Weaving> weavings) {
        for (FoundMethod method : MatchingMethods.of(target, scan)) {
            List<String> submitting = calls.submitting(method.key());
            if (submitting.isEmpty()) {
                sites.notMeasured()
                        .add(
                                where(scan, method),
                                "async.submit finds no call of execute or submit in it; name the method that calls the"
                                        + " executor, or its acceptance in async.accept");
            }
            for (FoundMethod part : scan.methods) {
                if (submitting.contains(part.key())) {
                    want(loader, Library.ASYNC, place, target, scan, part, weavings);
                }
            }
        }
    }

    private static String where(MethodScan scan, FoundMethod method) {
        return Descriptors.readable(scan.className() + "." + method.name, method.descriptor);
    }

    /** @return null if nothing is to be woven */
    private byte[] rewrite(ClassLoader loader, ClassReader reader, MethodScan scan, Map<String, Weaving> weavings) {
        if (weavings.isEmpty()) {
            return null;
        }
        byte[] rewritten = null;
        while (rewritten == null && !weavings.isEmpty()) {
            try {
                rewritten = rewrite(reader, scan.internalName, weavings);
            } catch (MethodTooLargeException tooLarge) {
                Weaving without = weavings.remove(tooLarge.getMethodName() + tooLarge.getDescriptor());
                if (without == null) {
                    throw tooLarge;
                }
                sites.notMeasured()
                        .add(
                                where(scan, without.method),
                                "it is too large: with the code that measures it, it would have more than the JVM allows;"
                                        + " name what it calls");
            }
        }
        for (Weaving each : weavings.values()) {
            sites.woven(loader, scan.className(), each.target, each.woven);
        }
        return rewritten;
    }

    /**
     * Whether a target fits a class better than another one that means the same method of it. Which of the class's further supertypes it
     * has is not known before it links.
     */
    private static boolean isNearer(Target target, Target before, MethodScan scan) {
        if (!(before.types() instanceof Types.SubtypeOf)) {
            return false;
        }
        List<String> supertypes = scan.supertypes();
        return !(target.types() instanceof Types.SubtypeOf)
                || (supertypes.contains(target.types().className())
                        && !supertypes.contains(before.types().className()));
    }

    private byte[] rewrite(ClassReader reader, String owner, Map<String, Weaving> weavings) {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(MethodScan.API, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
                        Weaving weaving = weavings.get(name + descriptor);
                        if (weaving == null) {
                            return visitor;
                        }
                        if (weaving.target.role() == Target.Role.SUBMIT) {
                            return new SubmitWeaver(visitor, owner, weaving.woven.target(), dispatcher);
                        }
                        if (weaving.target.role() == Target.Role.OPEN) {
                            return new HandleWeaver(visitor, owner, weaving.woven, dispatcher);
                        }
                        return weaving.target.role() == Target.Role.VALUE
                                ? new ValueWeaver(visitor, weaving.woven, dispatcher)
                                : new MethodWeaver(
                                        visitor,
                                        owner,
                                        weaving.method,
                                        Slots.of(weaving.target, weaving.woven),
                                        weaving.woven,
                                        dispatcher);
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private void match(ClassLoader loader, MethodScan scan, Library library, Map<String, Weaving> weavings) {
        for (int i = 0; i < library.targets().size(); i++) {
            Target target = library.targets().get(i);
            boolean isNamed = isNamed(target, scan);
            if (target.role().isOfHandles() || (!isNamed && !(target.types() instanceof Types.SubtypeOf))) {
                continue;
            }
            if (isNamed) {
                sites.instrumented().seen(scan.className());
            }
            List<FoundMethod> methods = MatchingMethods.of(target, scan);
            for (FoundMethod method : target.role() == Target.Role.SUBMIT ? List.<FoundMethod>of() : methods) {
                want(loader, library.name(), i, target, scan, method, weavings);
            }
            if (methods.isEmpty() && isNamed && !target.optional()) {
                missing(loader, scan, library, target);
            }
        }
    }

    private void missing(ClassLoader loader, MethodScan scan, Library library, Target target) {
        FoundMethod bodiless = MatchingMethods.withoutBody(target, scan);
        if (library.isBuiltIn()) {
            String what = target.types().className() + " has no method " + MatchingMethods.describe(target);
            if (sites.switches().setUnsupported(library.name(), what)) {
                sites.notMeasured()
                        .add(
                                "the library " + library.name(),
                                what + "; its release is none of those that were checked (" + library.versions() + ")");
            }
        } else if (bodiless != null) {
            sites.notMeasured()
                    .add(
                            where(scan, bodiless),
                            "an abstract or native method has no body to measure; name an implementation");
        } else {
            sites.notMeasured().missing(MatchingMethods.missing(loader, scan, target));
        }
    }

    private void want(
            ClassLoader loader,
            String library,
            int place,
            Target target,
            MethodScan scan,
            FoundMethod method,
            Map<String, Weaving> weavings) {
        if (method.isBridge()) {
            return;
        }
        String where = where(scan, method);
        Weaving before = weavings.get(method.key());
        if (before != null && !isNearer(target, before.target, scan)) {
            boolean isCertain =
                    !(before.target.types() instanceof Types.SubtypeOf) && !(target.types() instanceof Types.SubtypeOf);
            if (isCertain && !before.woven.library().equals(library) && target.role() == Target.Role.INFERENCE) {
                sites.notMeasured()
                        .add(
                                where + " of " + library,
                                "it is a call of " + before.woven.library() + " already; name it once");
            }
            return;
        }
        String obstacle = Obstacles.of(scan, method, target);
        String helper = method.hasCode() ? "" : scan.helper();
        if (!helper.isEmpty()) {
            sites.notMeasured().missing(MatchingMethods.bodiless(loader, scan, method, helper));
            return;
        }
        if (obstacle != null) {
            sites.notMeasured().add(where, obstacle);
            return;
        }
        String unread = Obstacles.unread(method, target);
        if (unread != null) {
            sites.notMeasured().unread(where, unread);
        }
        boolean handsOn = method.suspends && method.stateMachine.isEmpty() && target.role() == Target.Role.INFERENCE;
        int traits = scan.language
                | (method.hasLines ? 0 : Woven.GENERATED)
                | (handsOn && (place < 0 || library.equals(Library.CONFIG)) ? Woven.HANDS_ON : 0);
        boolean isStage = target.role().isStage();
        weavings.put(
                method.key(),
                new Weaving(
                        method,
                        target,
                        new Woven(
                                library,
                                place,
                                method.name,
                                method.descriptor,
                                traits,
                                isStage ? method.stage : method.annotated ? method.model : "",
                                isStage ? method.id : method.annotated ? method.version : "",
                                method.forwardsTo,
                                method.stateMachine)));
    }
}
