package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("safety")
class CandidateFilterTest {

    private interface Annotated {

        @Inference
        void score();
    }

    /** Sees no annotation. */
    private static final ClassLoader LOADER = new ClassLoader(null) {};

    /** Without an agent: handing it a candidate fails. */
    private CandidateFilter filter;

    @BeforeEach
    void make() throws IOException {
        filter = filter("");
    }

    private static CandidateFilter filter(String options) throws IOException {
        return new CandidateFilter(StartOptionsTest.index(), StartOptions.read(options, new Properties()), null);
    }

    private static byte[] file(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    /** A class with one abstract method. */
    private static byte[] withMethod(String name, String parameters) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE,
                "com/acme/Sub",
                null,
                "java/lang/Object",
                null);
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, name, parameters + "V", null, null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void annotatedClassesAreCandidates() throws IOException {
        assertThat(filter.isCandidate(LOADER, "a/B", file(Annotated.class))).isTrue();
        assertThat(filter.isCandidate(LOADER, "a/B", file(CandidateFilterTest.class)))
                .isFalse();
    }

    @Test
    void annotationsMayBeCalledByAnyLetters() throws IOException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "com/acme/Sub", null, "java/lang/Object", null);
        writer.visitMethod(Opcodes.ACC_NATIVE, "score", "()V", null, null)
                .visitAnnotation("Lcom/acme/Größe;", true)
                .visitEnd();
        writer.visitEnd();
        assertThat(filter("annotations=com.acme.Größe").isCandidate(LOADER, "a/B", writer.toByteArray()))
                .isTrue();
    }

    /** The filter may let more through than the agent looks at, never less. */
    @Test
    void everyMethodThatIsDeclaredForSubtypesIsLookedFor(@TempDir Path directory) throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    directory.resolve(i + ".properties"), "call.x=com.acme.Base+#score" + i + "(com.acme.Query)");
        }
        CandidateFilter all = filter("library.files=" + directory);
        for (int i = 0; i < 20; i++) {
            assertThat(all.isCandidate(LOADER, "a/B", withMethod("score" + i, "(Lcom/acme/Query;)")))
                    .isTrue();
        }
    }

    /** Its supertype may be annotated, which no file but its own tells. */
    private interface Below extends Annotated {}

    @Test
    void classesWithSupertypesAreCandidatesWhereAnAnnotationIsSeen() throws IOException {
        List<String> asked = new ArrayList<>();
        ClassLoader seeing = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public URL getResource(String name) {
                asked.add(name);
                return super.getResource(name);
            }
        };
        byte[] withoutSupertype = withMethod("score", "()");
        assertThat(filter.isCandidate(seeing, "com/acme/Alone", withoutSupertype))
                .isFalse();
        assertThat(asked).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(filter.isCandidate(seeing, "a/B", file(Below.class))).isTrue();
            assertThat(filter.isCandidate(LOADER, "a/B", file(Below.class))).isFalse();
        }
        assertThat(asked).as("asked once").containsExactly("io/inferometer/annotation/Inference.class");
        assertThat(filter.isCandidate(seeing, "com/acme/Alone", withoutSupertype))
                .isFalse();
        ClassLoader seeingAnother = new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                return name.equals("org/junit/jupiter/api/Test.class") ? Test.class.getResource("Test.class") : null;
            }
        };
        assertThat(filter.isCandidate(seeingAnother, "a/B", file(Below.class))).isFalse();
        assertThat(filter("annotations=" + Test.class.getName()).isCandidate(seeingAnother, "a/B", file(Below.class)))
                .isTrue();
    }

    @Test
    void anAnnotatedClassTellsThatItsLoaderAndThoseBelowMayHaveMore() throws IOException {
        ClassLoader below = new ClassLoader(LOADER) {};
        assertThat(filter.isCandidate(below, "a/B", file(Below.class))).isFalse();
        assertThat(filter.isCandidate(LOADER, "a/C", file(Annotated.class))).isTrue();
        assertThat(filter.isCandidate(LOADER, "a/B", file(Below.class))).isTrue();
        assertThat(filter.isCandidate(below, "a/B", file(Below.class))).isTrue();
    }

    @Test
    void loadersOfTheJdkAloneAreAskedAhead() {
        ClassLoader asked = new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                throw new OutOfMemoryError("of the application's loader");
            }
        };
        filter.askAhead(asked);
        assertThat(filter.loaders().isBlind(asked)).isFalse();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        assertThat(filter.loaders().isBlind(platform)).isFalse();
        filter.askAhead(platform);
        assertThat(filter.loaders().isBlind(platform)).isTrue();
    }

    @Test
    void aLoaderIsNotAskedWhatItIsEqualTo() throws IOException {
        ClassLoader unwilling = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public int hashCode() {
                throw new AssertionError("of the application's loader");
            }
        };
        assertThat(filter.isCandidate(unwilling, "a/C", file(Annotated.class))).isTrue();
        assertThat(filter.isCandidate(unwilling, "a/B", file(Below.class))).isTrue();
    }

    @Test
    void aLoaderThatDoesNotAnswerSeesNothing() throws IOException {
        ClassLoader failing = new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                throw new AssertionError("of the application's loader");
            }
        };
        assertThat(filter.isCandidate(failing, "a/B", file(Below.class))).isFalse();
    }

    @Test
    void classesThatALibraryNamesAreCandidatesUnlessItIsLeftOut() throws IOException {
        int named = 0;
        for (LibraryIndex.Entry library : inferenceLibraries()) {
            CandidateFilter without = filter("libraries=-" + library.name());
            for (String type : library.named()) {
                named++;
                String internal = type.replace('.', '/');
                assertThat(filter.isCandidate(LOADER, internal, new byte[0]))
                        .as(type)
                        .isTrue();
                assertThat(without.isCandidate(LOADER, internal, new byte[0]))
                        .as(type)
                        .isEqualTo(!LibraryIndex.names().contains(library.name()));
            }
        }
        assertThat(named).isGreaterThan(LibraryIndex.names().size());
    }

    @Test
    void classesThatMayBeSubtypesAreCandidatesUnlessTheLibraryIsLeftOut() throws IOException {
        int inherited = 0;
        for (LibraryIndex.Entry library : inferenceLibraries()) {
            CandidateFilter without = filter("libraries=-" + library.name());
            for (LibraryIndex.Inherited method : library.inherited()) {
                inherited++;
                byte[] file = withMethod(method.methodName(), method.parameters());
                assertThat(filter.isCandidate(LOADER, "com/acme/Sub", file))
                        .as("%s", method)
                        .isTrue();
                assertThat(without.isCandidate(LOADER, "com/acme/Sub", file))
                        .as("%s", method)
                        .isFalse();
                assertThat(filter.isCandidate(LOADER, "com/acme/Sub", withMethod(method.methodName(), "(I)")))
                        .isFalse();
                assertThat(filter.isCandidate(LOADER, "com/acme/Sub", withMethod("other", method.parameters())))
                        .isFalse();
            }
        }
        assertThat(inherited).isPositive();
    }

    private static List<LibraryIndex.Entry> inferenceLibraries() {
        return LibraryIndex.entries().stream()
                .filter(library -> !library.name().equals(Library.AWS_SDK))
                .toList();
    }

    @Test
    void theAwsSdkIsLookedForWhereItsCallsMayBeStages() throws IOException {
        String stage = "async.process=com.acme.Worker#run@id=arg0";
        assertThat(looksForSdk("")).isFalse();
        assertThat(looksForSdk("methods=com.acme.Worker#run,async.s3-buckets=payloads"))
                .isFalse();
        assertThat(looksForSdk(stage)).isTrue();
        assertThat(looksForSdk("async.submit=com.acme.Api#handle")).isTrue();
        assertThat(looksForSdk(stage + ",async.s3-download=false,async.s3-upload=no"))
                .isTrue();
        assertThat(looksForSdk(
                        stage + ",async.s3-download=false,async.s3-upload=false,async.sns=FALSE,async.sqs=false"))
                .isFalse();
        assertThat(looksForSdk("async.s3-upload=true"))
                .as("stages by annotations")
                .isTrue();
    }

    private static boolean looksForSdk(String options) throws IOException {
        CandidateFilter filter = filter(options);
        boolean isTaken = false;
        boolean isLeft = false;
        for (LibraryIndex.Entry library : LibraryIndex.entries()) {
            if (library.name().equals(Library.AWS_SDK)) {
                for (String type : library.named()) {
                    boolean isCandidate = filter.isCandidate(LOADER, type.replace('.', '/'), new byte[0]);
                    isTaken |= isCandidate;
                    isLeft |= !isCandidate;
                }
                for (LibraryIndex.Inherited method : library.inherited()) {
                    boolean isCandidate = filter.isCandidate(
                            LOADER, "com/acme/Client", withMethod(method.methodName(), method.parameters()));
                    isTaken |= isCandidate;
                    isLeft |= !isCandidate;
                }
            }
        }
        assertThat(isTaken).isNotEqualTo(isLeft);
        return isTaken;
    }

    @Test
    void classesThatTheUserNamesAreCandidates() throws IOException {
        CandidateFilter named = filter("methods=com.acme.Outer$Inner#score");
        assertThat(named.isCandidate(LOADER, "com/acme/Outer$Inner", new byte[0]))
                .isTrue();
        assertThat(named.isCandidate(LOADER, "com/acme/Outer", new byte[0])).isFalse();
        assertThat(named.isCandidate(LOADER, null, new byte[0])).isFalse();
    }

    @Test
    void classesOfTheBootLoaderAndOfTheAgentAreNeverHandedOn() throws Exception {
        byte[] file = file(Annotated.class);
        assertThat(filter.transform(null, "a/B", null, null, file)).isNull();
        assertThat(filter.transform(new NestedJarLoader("agent", null), "a/B", null, null, file))
                .isNull();
    }

    @Test
    void whatIsNoClassFileIsNoCandidate() {
        for (long seed = 1; seed <= 2000; seed++) {
            byte[] bytes = new byte[(int) (seed % 64)];
            new Random(seed).nextBytes(bytes);
            for (String name : List.of("a/B", "")) {
                assertThat(filter.isCandidate(LOADER, name, bytes)).isFalse();
            }
        }
    }
}
