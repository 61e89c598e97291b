package io.inferometer.agent.premain;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the agent look at those classes alone that it may have to instrument: a hash look-up of the name, and a walk of the constant
 * pool for the annotation and for methods that are looked for in subtypes. Nearly every class ends here: this is what an application
 * pays that has nothing to be measured. Where a loader sees an annotation, classes with supertypes of the application pass, too: these
 * may be annotated. Thread-safe.
 */
public final class CandidateFilter implements ClassFileTransformer {

    /** The descriptor of the annotation, as a class file has it. */
    public static final String ANNOTATION = "Lio/inferometer/annotation/Inference;";

    /** The same of the annotation of stages of queued requests. */
    public static final String STAGE_ANNOTATION = "Lio/inferometer/annotation/AsyncInference;";

    /** As many marks as a {@code long} has bits, less those of the agent's own annotations and libraries. */
    public static final int MAX_ANNOTATIONS = 10;

    /** What {@link ConstantPool} can look for. */
    private static final int MAX_TEXTS = 63;

    /** Methods of subtypes that a user may declare. */
    public static final int MAX_BELOW = 10;

    /** Where the classes of this package are, which the JVM has loaded before it looks through them. */
    private static final String OWN = "io/inferometer/agent/premain/";

    /** More than small programs have. */
    private static final int MANY_ALONE = 64;

    /** The mark of {@link #STAGE_ANNOTATION}, the second text. */
    private static final long STAGE = 2;

    /** The annotations are the first texts that are looked for. */
    private final int annotations;

    /** What an application reports itself is not chosen by {@code libraries}. */
    private static final String METRICS = "metrics";

    /** Calls of the AWS SDK are looked for where they may be stages. */
    private static final String AWS_SDK = "async-aws";

    private final Set<String> names = new HashSet<>();
    private final ConstantPool.Texts texts;

    /** The class of the agent's loaders, once there is one: to name it would load it before {@code main}. */
    private static volatile Class<?> agentLoaders;

    private final AgentStart start;
    private final List<String> descriptors = new ArrayList<>();

    /** Classes without such a supertype, about. Racy: it decides nothing but when a loader is asked. */
    private int alone;

    /** Made when the first class with such a supertype comes, or many without. */
    private volatile AnnotationLoaders loaders;

    /**
     * @param libraries what {@code LibraryIndex} of the agent reads, which explains it: a line that begins with neither N nor S is the
     *     name of a library, to which what follows belongs
     * @param start has the agent that looks at candidates
     */
    CandidateFilter(String libraries, StartOptions options, AgentStart start) {
        this.start = start;
        Set<String> known = libraries(libraries);
        List<byte[]> whole = new ArrayList<>();
        List<byte[]> methods = new ArrayList<>();
        List<byte[]> parameters = new ArrayList<>();
        whole.add(bytes(ANNOTATION));
        descriptors.add(ANNOTATION);
        whole.add(bytes(STAGE_ANNOTATION));
        for (String each : options.annotations()) {
            if (whole.size() < 2 + MAX_ANNOTATIONS) {
                whole.add(bytes(descriptor(each)));
                descriptors.add(descriptor(each));
            }
        }
        annotations = whole.size();
        boolean included = false;
        for (int from = 0; from < libraries.length(); from = libraries.indexOf('\n', from) + 1) {
            int end = libraries.indexOf('\n', from);
            int first = libraries.indexOf(' ', from);
            if (isLibrary(libraries, from)) {
                String library = libraries.substring(from, first);
                included = library.equals(AWS_SDK)
                        ? options.hasSdkStages()
                        : !known.contains(library) || options.includes(library, known);
            } else if (included && libraries.charAt(from) == 'N') {
                names.add(libraries.substring(first + 1, end).replace('.', '/'));
            } else if (included) {
                int second = libraries.indexOf(' ', first + 1);
                int third = libraries.indexOf(' ', second + 1);
                methods.add(bytes(libraries.substring(second + 1, third)));
                parameters.add(bytes(libraries.substring(third + 1, end)));
            }
        }
        // As many as there is room for: which of them hold, and are the first, is known when all options are read.
        int most = MAX_TEXTS - whole.size();
        for (String declared : options.declaredMethods()) {
            int hash = declared.indexOf("+#");
            int open = declared.indexOf('(', Math.max(hash, 0));
            int close = declared.indexOf(')', Math.max(open, 0));
            if (hash >= 0 && open >= 0 && close >= 0 && methods.size() < most) {
                methods.add(bytes(declared.substring(hash + 2, open).trim()));
                parameters.add(bytes(parameters(declared.substring(open + 1, close))));
            }
        }
        texts = new ConstantPool.Texts(
                whole.toArray(new byte[0][]), methods.toArray(new byte[0][]), parameters.toArray(new byte[0][]));
        for (String named : options.methodClasses()) {
            names.add(named.replace('.', '/'));
        }
    }

    /** The beginning of the descriptor of a method with these parameters (JVMS §4.3.3), up to the closing parenthesis. */
    private static String parameters(String types) {
        StringBuilder parameters = new StringBuilder("(");
        for (int from = 0; from < types.length(); ) {
            int comma = types.indexOf(',', from);
            int end = comma < 0 ? types.length() : comma;
            parameters.append(descriptor(types.substring(from, end).trim()));
            from = end + 1;
        }
        return parameters.append(')').toString();
    }

    /** Returns the descriptor of a type such as {@code int}, {@code java.util.List} or {@code double[]}. */
    public static String descriptor(String type) {
        if (type.endsWith("[]")) {
            return "[".concat(descriptor(type.substring(0, type.length() - 2)));
        }
        return switch (type) {
            case "boolean" -> "Z";
            case "byte" -> "B";
            case "char" -> "C";
            case "short" -> "S";
            case "int" -> "I";
            case "long" -> "J";
            case "float" -> "F";
            case "double" -> "D";
            default -> "L".concat(type.replace('.', '/')).concat(";");
        };
    }

    /** Those that a user can choose. */
    private static Set<String> libraries(String libraries) {
        Set<String> known = new HashSet<>();
        for (int from = 0; from < libraries.length(); from = libraries.indexOf('\n', from) + 1) {
            if (isLibrary(libraries, from)) {
                known.add(libraries.substring(from, libraries.indexOf(' ', from)));
            }
        }
        known.remove(METRICS);
        known.remove(AWS_SDK);
        return known;
    }

    private static boolean isLibrary(String libraries, int from) {
        return libraries.charAt(from + 1) != ' ';
    }

    private static byte[] bytes(String text) {
        // But for zeros and what is beyond the 16 bits of a char, class files have texts in it (JVMS §4.4.7).
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Does once what is later done under a lock, so that the JVM has linked it. */
    void prepare(ClassLoader loader) {
        AnnotationLoaders trial = new AnnotationLoaders(descriptors);
        for (int i = 0; i < 2; i++) {
            trial.sees(loader);
            trial.isBlind(loader);
            trial.found(loader);
        }
    }

    /** Leaves out what loaders of this class load. */
    static void leaveOut(Class<?> loaders) {
        agentLoaders = loaders;
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        // The boot loader has none of the classes we look for.
        if (loader == null || loader.getClass() == agentLoaders) {
            return null;
        }
        try {
            if (!isCandidate(loader, name, file)) {
                return null;
            }
        } catch (Throwable failure) {
            start.missed(name, failure, false);
            return null;
        }
        return start.transform(loader, name, redefined, domain, file);
    }

    /**
     * Looks at classes that an AOT cache (JEP 483) holds linked: the JVM loads them before any agent. Candidates are transformed before {@code
     * main} calls them. In other JVMs there is none.
     */
    void lookAtEarlier(ClassLoader loader, Instrumentation instrumentation) {
        for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
            String name = type.getName().replace('.', '/');
            if (type.getClassLoader() == loader && !name.startsWith(OWN) && isCandidate(loader, name)) {
                // One by one: where the JVM refuses one of several, it transforms none.
                try {
                    instrumentation.retransformClasses(type);
                } catch (UnmodifiableClassException | LinkageError | InternalError refused) {
                    start.missed(name, refused, true);
                }
            }
        }
    }

    private boolean isCandidate(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name.concat(".class"))) {
            return in != null && isCandidate(loader, name, in.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            start.missed(name, unreadable, false);
            return false;
        }
    }

    boolean isCandidate(ClassLoader loader, String name, byte[] file) {
        if (name != null && names.contains(name)) {
            return true;
        }
        long found = ConstantPool.find(file, texts);
        long annotated = found & ((1L << annotations) - 1);
        if ((annotated & ~STAGE) != 0) {
            loaders().found(loader);
        }
        return found != 0 || mayInherit(loader, file);
    }

    /**
     * Whether a supertype may have an annotated method. Where many classes have none, their loader is asked all the same: from then on nothing
     * is read of what it loads.
     */
    private boolean mayInherit(ClassLoader loader, byte[] file) {
        AnnotationLoaders known = loaders;
        if (known != null && known.isBlind(loader)) {
            return false;
        }
        boolean hasSupertypes = ConstantPool.supertypes(file).length > 0;
        if (!hasSupertypes && alone < MANY_ALONE) {
            alone++;
            return false;
        }
        return loaders().sees(loader) && hasSupertypes;
    }

    /**
     * Asks the loader of the class path, which opens all its jars for the answer, before a thread of the application has to. One that is
     * not the JDK's is asked by threads alone that it loads classes for.
     */
    void askAhead(ClassLoader ofClassPath) {
        if (ofClassPath.getClass().getName().startsWith(Premain.LOADERS_OF_JDK)) {
            try {
                loaders().sees(ofClassPath);
            } catch (VirtualMachineError | LinkageError passing) {
                // It is asked again where the answer is needed. What asks cannot be loaded where the jar was
                // overwritten at once.
                return;
            }
        }
    }

    AnnotationLoaders loaders() {
        AnnotationLoaders made = loaders;
        if (made == null) {
            synchronized (descriptors) {
                made = loaders;
                if (made == null) {
                    made = new AnnotationLoaders(descriptors);
                    loaders = made;
                }
            }
        }
        return made;
    }
}
