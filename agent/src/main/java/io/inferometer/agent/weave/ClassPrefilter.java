package io.inferometer.agent.weave;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.TypeNames;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.premain.CandidateFilter;
import io.inferometer.agent.premain.ConstantPool;
import io.inferometer.agent.reader.Access;
import io.inferometer.agent.record.ExecutionStack;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * Decides for a class that {@link CandidateFilter} lets through, by the same marks, which libraries want it; and for one that was loaded
 * before the agent came, whether any does. Thread-safe.
 */
public final class ClassPrefilter implements ClassFileTransformer {

    static final byte[] ANNOTATION = CandidateFilter.ANNOTATION.getBytes(StandardCharsets.ISO_8859_1);

    static final byte[] STAGE_ANNOTATION = CandidateFilter.STAGE_ANNOTATION.getBytes(StandardCharsets.ISO_8859_1);

    /** The texts before those of methods that are looked for in subtypes, and their bits. */
    private final int annotationCount;

    private final long annotated;

    /** A method to find in subtypes, and the library that declares it. */
    private record Inherited(String library, LibraryIndex.Inherited method) {}

    private final Map<String, List<String>> byClass = new HashMap<>();
    private final List<Inherited> inherited = new ArrayList<>();
    private final boolean annotations;
    private final ConstantPool.Texts texts;
    private final ClassLoader own;
    private final Sites sites;
    private volatile Weaver weaver;

    /** @param annotations whether annotated methods are wanted, too */
    public ClassPrefilter(Sites sites, boolean annotations) {
        this.annotations = annotations;
        this.sites = sites;
        this.own = ClassPrefilter.class.getClassLoader();
        this.annotationCount = 2 + sites.annotations().size();
        this.annotated = (1L << annotationCount) - 1;
        Libraries libraries = sites.libraries();
        for (LibraryIndex.Entry entry : libraries.builtIn()) {
            for (String named : entry.named()) {
                add(named, entry.name());
            }
            for (LibraryIndex.Inherited method : entry.inherited()) {
                inherited.add(new Inherited(entry.name(), method));
            }
        }
        int most = inherited.size() + CandidateFilter.MAX_BELOW;
        for (Library other : libraries.others()) {
            for (Target target : other.targets()) {
                if (target.types() instanceof Types.Named) {
                    add(target.types().className(), other.name());
                } else if (target.types() instanceof Types.SubtypeOf && inherited.size() < most) {
                    inherited.add(new Inherited(other.name(), below(target)));
                } else {
                    sites.notMeasured()
                            .add(
                                    target.types().className() + "." + target.methodName() + " of " + other.name(),
                                    "subtypes are looked through for " + CandidateFilter.MAX_BELOW
                                            + " declared methods at most; name its class");
                }
            }
        }
        texts = texts();
    }

    private static LibraryIndex.Inherited below(Target target) {
        StringBuilder parameters = new StringBuilder("(");
        for (String type : target.parameterTypes()) {
            parameters.append(TypeNames.descriptor(type));
        }
        String className = target.types().className();
        return new LibraryIndex.Inherited(
                className, target.methodName(), parameters.append(')').toString());
    }

    private void add(String className, String library) {
        String internal = className.replace('.', '/');
        List<String> libraries = byClass.get(internal);
        if (libraries == null) {
            libraries = new ArrayList<>();
            byClass.put(internal, libraries);
        }
        if (!libraries.contains(library)) {
            libraries.add(library);
        }
    }

    /** The annotations, then the name and the parameters of each method that is looked for in subtypes. */
    private ConstantPool.Texts texts() {
        byte[][] whole = new byte[annotationCount][];
        byte[][] methods = new byte[inherited.size()][];
        byte[][] parameters = new byte[inherited.size()][];
        whole[0] = ANNOTATION;
        whole[1] = STAGE_ANNOTATION;
        int next = 2;
        for (String descriptor : sites.annotations().keySet()) {
            whole[next++] = bytes(descriptor);
        }
        for (int i = 0; i < methods.length; i++) {
            methods[i] = bytes(inherited.get(i).method().methodName());
            parameters[i] = bytes(inherited.get(i).method().parameters());
        }
        return new ConstantPool.Texts(whole, methods, parameters);
    }

    private static byte[] bytes(String text) {
        // But for zeros and what is beyond the 16 bits of a char, class files have texts in it (JVMS §4.4.7).
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String given, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        // The boot loader has none of the classes we look for.
        if (loader == null || loader == own || loader.getParent() == own) {
            return null;
        }
        List<String> named = given == null ? null : byClass.get(given);
        long found = ConstantPool.find(file, texts);
        boolean isAnnotated = annotations && (found & annotated) != 0;
        List<String> inheriting = inheriting(found);
        String name = given;
        try {
            Heritage heritage = annotations && ConstantPool.supertypes(file).length > 0
                    ? sites.supertypes().above(loader, file)
                    : Heritage.NONE;
            if (named == null && !isAnnotated && inheriting.isEmpty() && heritage.isEmpty()) {
                return null;
            }
            name = given == null ? className(file) : given;
            List<Library> libraries = new ArrayList<>();
            addAll(named, libraries);
            addAll(inheriting, libraries);
            byte[] woven = weaver().weave(loader, file, libraries, annotations, heritage);
            if (isAnnotated && redefined == null) {
                sites.supertypes().defined(loader, name);
            }
            return woven;
        } catch (VirtualMachineError passing) {
            // To word a line here would link and initialise more where there is no stack or memory for it.
            throw passing;
        } catch (Throwable failure) {
            sites.notMeasured().add(name == null ? "a class without a name" : name.replace('/', '.'), failure);
            return null;
        }
    }

    /** The name of the class that the file is of, with slashes; null for what is no class file. */
    private static String className(byte[] file) {
        try {
            return new ClassReader(file).getClassName();
        } catch (RuntimeException noClassFile) {
            return null;
        }
    }

    private void addAll(List<String> names, List<Library> libraries) {
        if (names != null) {
            for (String name : names) {
                Library library = sites.libraries().get(name);
                if (!libraries.contains(library)) {
                    libraries.add(library);
                }
            }
        }
    }

    /** Returns the libraries with a method to find in subtypes that a class with these texts may have. */
    private List<String> inheriting(long found) {
        if (found >>> annotationCount == 0) {
            return List.of();
        }
        List<String> libraries = new ArrayList<>();
        for (int i = 0; i < inherited.size(); i++) {
            if ((found >>> (annotationCount + i) & 1) != 0) {
                libraries.add(inherited.get(i).library());
            }
        }
        return libraries;
    }

    /** Whether a loaded class is wanted by its name or by those of its supertypes. Annotated classes cannot be told so. */
    boolean isDeclared(Class<?> type) {
        if (byClass.containsKey(type.getName().replace('.', '/'))) {
            return true;
        }
        if (!inherited.isEmpty()) {
            for (Class<?> each : Access.supertypes(type)) {
                for (Inherited method : inherited) {
                    if (each.getName().equals(method.method().className())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the class of this file is wanted for its annotation. */
    boolean isAnnotated(byte[] file) {
        return annotations && (ConstantPool.find(file, texts) & annotated) != 0;
    }

    private Weaver weaver() {
        sites.begin();
        // Each class may be the first to need some part of it.
        ExecutionStack.ensureForFirstUse();
        Weaver made = weaver;
        if (made == null) {
            made = new Weaver(sites, BootClass.INTERNAL_NAME);
            weaver = made;
        }
        BootClass.require();
        return made;
    }
}
