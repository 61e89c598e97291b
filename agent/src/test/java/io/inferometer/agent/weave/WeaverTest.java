package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.ModelSource;
import io.inferometer.agent.library.Target;
import io.inferometer.annotation.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** Which methods are woven, which are not, and what is said of those. */
class WeaverTest {

    /** Every kind of method that a name may mean. */
    @SuppressWarnings("unused")
    abstract static class Scorer implements Comparable<Scorer> {
        int score() {
            return score(1);
        }

        int score(int a) {
            return score(a, "");
        }

        int score(int a, String b) {
            return a;
        }

        String score(List<String> names, int[][] grid) {
            return "";
        }

        abstract int rank();

        native int rank(int i);

        @Override
        public int compareTo(Scorer other) {
            return 0;
        }

        @Inference
        void unnamed() {}

        @Inference(model = "ranker", version = "3")
        static CompletionStage<String> named() {
            return CompletableFuture.completedFuture("x");
        }
    }

    private final CountingSites counting = new CountingSites();
    private final Sites sites = new Sites(counting);
    private final String name = Scorer.class.getName();

    private List<String> weave(boolean annotations, Target... targets) {
        return weave(annotations, null, targets);
    }

    private List<String> weave(boolean annotations, ModelSource source, Target... targets) {
        Library library = new Library("library", "", source, List.of(targets));
        WovenLoader loader =
                new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), annotations);
        try {
            loader.loadClass(name).getDeclaredFields();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return sites.methods("library");
    }

    private Target named(Target.Overloads overloads, String method, String... types) {
        return Target.named(name, method, overloads, List.of(types), "m", "");
    }

    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Sites.Failure next = sites.nextUnreported(); next != null; next = sites.nextUnreported()) {
            failures.add(next.where() + ": " + next.why());
        }
        return failures;
    }

    @Test
    void allOverloadsOfAName() {
        assertThat(weave(false, named(Target.Overloads.ALL, "score")))
                .containsExactlyInAnyOrder(
                        name + ".score()",
                        name + ".score(int)",
                        name + ".score(int,java.lang.String)",
                        name + ".score(java.util.List,int[][])");
        assertThat(failures()).isEmpty();
    }

    @Test
    void theListedOverload() {
        assertThat(weave(false, named(Target.Overloads.LISTED, "score", "java.util.List", "int[][]")))
                .containsExactly(name + ".score(java.util.List,int[][])");
    }

    @Test
    void theWidestOverloadsOfThoseWithABody() {
        assertThat(weave(false, Target.inference(name, "score", 1, null)))
                .containsExactlyInAnyOrder(
                        name + ".score(int,java.lang.String)", name + ".score(java.util.List,int[][])");
    }

    @Test
    void whatHasNoBodyIsReported() {
        assertThat(weave(false, named(Target.Overloads.ALL, "rank"))).isEmpty();
        assertThat(failures())
                .containsExactlyInAnyOrder(
                        name + ".rank(): an abstract or native method has no body to measure; name an implementation",
                        name
                                + ".rank(int): an abstract or native method has no body to measure; name an implementation");
        assertThat(sites.failures()).isEqualTo(2);
    }

    @Test
    void aBridgeIsNotTheMethod() {
        assertThat(weave(false, named(Target.Overloads.ALL, "compareTo")))
                .containsExactly(name + ".compareTo(" + name + ")");
    }

    @Test
    void aMethodThatIsNotThereIsNoFailure() {
        assertThat(weave(false, named(Target.Overloads.ALL, "missing"))).isEmpty();
        assertThat(failures()).isEmpty();
    }

    @Test
    void annotatedMethodsNameTheirModel() {
        weave(true);
        SiteSpec first =
                sites.spec(null, new Library("x", "", null, List.of()), named(Target.Overloads.ALL, "x"), "()V", false);
        assertThat(first.id()).as("sites made before").isEqualTo(2);
        assertThat(sites.methods(Library.ANNOTATION)).containsExactlyInAnyOrder(name + ".unnamed()", name + ".named()");
        weave(false);
        assertThat(sites.methods(Library.ANNOTATION)).hasSize(2);
    }

    @Test
    void modelNamesOfAnnotationsReachTheSite() throws ReflectiveOperationException {
        List<SiteSpec> specs = new ArrayList<>();
        Sites recording = new Sites(spec -> {
            specs.add(spec);
            return counting.create(spec);
        });
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), recording, name::equals, List.of(), true);
        java.lang.reflect.Method named = loader.loadClass(name).getDeclaredMethod("named");
        named.setAccessible(true);
        named.invoke(null);
        assertThat(specs).singleElement().satisfies(spec -> {
            assertThat(spec.library().name()).isEqualTo("annotation");
            assertThat(spec.target().modelName()).isEqualTo("ranker");
            assertThat(spec.target().modelVersion()).isEqualTo("3");
            assertThat(spec.asynchronous()).isTrue();
            assertThat(spec.group()).isPositive();
        });
    }

    @Test
    void whatIsConfiguredOutranksTheAnnotation() {
        assertThat(weave(true, named(Target.Overloads.ALL, "unnamed"))).containsExactly(name + ".unnamed()");
        assertThat(sites.methods(Library.ANNOTATION)).containsExactly(name + ".named()");
    }

    @Test
    void wovenTwiceForTheSameLoaderItKeepsItsSites() throws Exception {
        Library library = new Library("library", "", null, List.of(named(Target.Overloads.ALL, "score")));
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), false);
        byte[] file = ClassCorpus.jarOf(Scorer.class).get(name);
        byte[] once = loader.weave(name, file);
        assertThat(loader.weave(name, file)).isEqualTo(once);
        WovenLoader other = new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), false);
        assertThat(other.weave(name, file))
                .as("another loader's sites are others")
                .isNotEqualTo(once);
    }

    private byte[] generated(int version, java.util.function.Consumer<MethodVisitor> code, int stack, int locals) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "gen/C", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "score", "()I", null, null);
        method.visitCode();
        code.accept(method);
        method.visitInsn(Opcodes.ICONST_5);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(stack, locals);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private Object callWoven(byte[] file) throws ReflectiveOperationException {
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), sites, "none"::equals, null, false);
        loader.give("gen.C", file);
        return loader.loadClass("gen.C").getMethod("score").invoke(null);
    }

    @Test
    void classFilesBeforeJava7AreLeftAloneAndReported() throws ReflectiveOperationException {
        assertThat(callWoven(generated(Opcodes.V1_6, method -> {}, 1, 0))).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures())
                .containsExactly("gen.C.score(): its class file is older than Java 7 and cannot be linked");
    }

    @Test
    void java7IsTheFirstThatCanBeLinked() throws ReflectiveOperationException {
        assertThat(callWoven(generated(Opcodes.V1_7, method -> {}, 1, 0))).isEqualTo(5);
        assertThat(counting.entered.get()).isEqualTo(1);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    @Test
    void aMethodWithoutRoomForOurVariablesIsLeftAloneAndReported() throws ReflectiveOperationException {
        byte[] full = generated(
                Opcodes.V17,
                method -> {
                    method.visitInsn(Opcodes.ICONST_1);
                    method.visitVarInsn(Opcodes.ISTORE, 65_534);
                },
                1,
                65_535);
        assertThat(callWoven(full)).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures()).singleElement().asString().startsWith("gen.C.score(): it is too large");
    }

    @Test
    void aMethodWithoutRoomOnTheStackIsLeftAloneAndReported() throws ReflectiveOperationException {
        assertThat(callWoven(generated(Opcodes.V17, method -> {}, 65_535, 0))).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures()).singleElement().asString().startsWith("gen.C.score(): it is too large");
    }

    @Test
    void variablesNearTheLimitAreWoven() throws ReflectiveOperationException {
        byte[] many = generated(
                Opcodes.V17,
                method -> {
                    method.visitInsn(Opcodes.ICONST_1);
                    method.visitVarInsn(Opcodes.ISTORE, 60_000);
                },
                1,
                60_001);
        assertThat(callWoven(many)).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    /** A method of nearly 64 KiB, with jumps over all of it: instructions in between grow. */
    @Test
    void aLongMethodWithFarJumpsIsWoven() throws ReflectiveOperationException {
        byte[] far = generated(
                Opcodes.V17,
                method -> {
                    net.bytebuddy.jar.asm.Label end = new net.bytebuddy.jar.asm.Label();
                    method.visitInsn(Opcodes.ICONST_0);
                    method.visitJumpInsn(Opcodes.IFNE, end);
                    for (int i = 0; i < 32_600; i++) {
                        method.visitInsn(Opcodes.NOP);
                    }
                    method.visitLabel(end);
                    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                },
                1,
                0);
        assertThat(callWoven(far)).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    /** A jump that reaches its target until our code grows the method: every return is followed by code of ours. */
    @Test
    void aJumpThatOurCodeMakesTooLongIsStretched() throws ReflectiveOperationException {
        byte[] stretched = generated(
                Opcodes.V17,
                method -> {
                    net.bytebuddy.jar.asm.Label end = new net.bytebuddy.jar.asm.Label();
                    method.visitInsn(Opcodes.ICONST_1);
                    method.visitJumpInsn(Opcodes.IFNE, end);
                    for (int i = 0; i < 2_000; i++) {
                        net.bytebuddy.jar.asm.Label next = new net.bytebuddy.jar.asm.Label();
                        method.visitInsn(Opcodes.ICONST_1);
                        method.visitJumpInsn(Opcodes.IFNE, next);
                        method.visitInsn(Opcodes.ICONST_2);
                        method.visitInsn(Opcodes.IRETURN);
                        method.visitLabel(next);
                        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                    }
                    method.visitLabel(end);
                    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                },
                1,
                0);
        assertThat(callWoven(stretched)).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    @Test
    void aMethodThatOurCodeMakesTooLongCannotBeWovenAndSaysSo() {
        byte[] full = generated(
                Opcodes.V17,
                method -> {
                    for (int i = 0; i < 65_500; i++) {
                        method.visitInsn(Opcodes.NOP);
                    }
                },
                1,
                0);
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), sites, "none"::equals, null, false);
        assertThatThrownBy(() -> loader.weave("gen.C", full)).hasMessageContaining("Method too large");
    }
}
