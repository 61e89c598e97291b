package io.inferometer.agent.premain;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the agent look at those classes alone that it may have to instrument: a hash look-up of the name, and a walk of the constant
 * pool for the annotation and for methods that are looked for in subtypes. Nearly every class ends here: this is what an application
 * pays that has nothing to be measured. Thread-safe.
 */
public final class CandidateFilter implements ClassFileTransformer {

    /** The descriptor of the annotation, as a class file has it. */
    public static final String ANNOTATION = "Lio/inferometer/annotation/Inference;";

    /** The same of the annotation of stages of queued requests. */
    public static final String STAGE_ANNOTATION = "Lio/inferometer/annotation/AsyncInference;";

    /** Those are the first texts that are looked for. */
    private static final int ANNOTATIONS = 2;

    /** What an application reports itself is not chosen by {@code libraries}. */
    private static final String METRICS = "metrics";

    /** Calls of the AWS SDK are looked for where they may be stages. */
    private static final String AWS_SDK = "async-aws";

    private final Set<String> names = new HashSet<>();
    private final int inherited;
    private final ConstantPool.Texts texts;
    private final AgentStart start;

    /**
     * @param libraries what {@code LibraryIndex} of the agent reads, which explains it: a line that begins with neither N nor S is the
     *     name of a library, to which what follows belongs
     * @param start has the agent that looks at candidates
     */
    CandidateFilter(String libraries, StartOptions options, AgentStart start) {
        this.start = start;
        Set<String> known = libraries(libraries);
        List<byte[]> whole = new ArrayList<>();
        List<byte[]> beginnings = new ArrayList<>();
        whole.add(bytes(ANNOTATION));
        whole.add(bytes(STAGE_ANNOTATION));
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
                whole.add(bytes(libraries.substring(second + 1, third)));
                beginnings.add(bytes(libraries.substring(third + 1, end)));
            }
        }
        inherited = beginnings.size();
        texts = new ConstantPool.Texts(whole.toArray(new byte[0][]), beginnings.toArray(new byte[0][]));
        for (String named : options.methodClasses()) {
            names.add(named.replace('.', '/'));
        }
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
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        // The boot loader has none of the classes we look for.
        if (loader == null || !isCandidate(name, file) || loader instanceof NestedJarLoader) {
            return null;
        }
        return start.transform(loader, name, redefined, domain, file);
    }

    boolean isCandidate(String name, byte[] file) {
        if (name != null && names.contains(name)) {
            return true;
        }
        long found = ConstantPool.find(file, texts);
        long annotated = found & ((1L << ANNOTATIONS) - 1);
        long methods = (found >>> ANNOTATIONS) & ((1L << inherited) - 1);
        long parameters = found >>> (ANNOTATIONS + inherited);
        return annotated != 0 || (methods & parameters) != 0;
    }
}
