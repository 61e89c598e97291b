package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.annotation.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which methods are woven, which are not, and what is said of those. */
@Tag("safety")
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
    private final String name = Scorer.class.getName();
    private Sites sites = new Sites(WovenLoader.everything(), counting);

    private List<String> weave(boolean annotations, Target... targets) {
        Library library = Library.of("library", List.of(targets));
        sites = new Sites(new Libraries(List.of(), List.of(library)), counting);
        load(List.of(library), annotations);
        return sites.methods("library");
    }

    private Class<?> load(List<Library> libraries, boolean annotations) {
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), sites, name::equals, libraries, annotations);
        try {
            Class<?> type = loader.loadClass(name);
            type.getDeclaredFields();
            return type;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private Target named(String method) {
        return Target.inference(Types.named(name), method).ofModel("m", "");
    }

    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (NotMeasured.Failure next = sites.notMeasured().nextUnreported();
                next != null;
                next = sites.notMeasured().nextUnreported()) {
            failures.add(next.where() + ": " + next.why());
        }
        return failures;
    }

    @Test
    void allOverloadsOfAName() {
        assertThat(weave(false, named("score")))
                .containsExactlyInAnyOrder(
                        name + ".score()",
                        name + ".score(int)",
                        name + ".score(int,java.lang.String)",
                        name + ".score(java.util.List,int[][])");
        assertThat(failures()).isEmpty();
    }

    @Test
    void theListedOverload() {
        assertThat(weave(false, named("score").withParameters("java.util.List", "int[][]")))
                .containsExactly(name + ".score(java.util.List,int[][])");
    }

    @Test
    void theWidestOverloadsOfThoseWithABody() {
        assertThat(weave(false, named("score").widest()))
                .containsExactlyInAnyOrder(
                        name + ".score(int,java.lang.String)", name + ".score(java.util.List,int[][])");
    }

    @Test
    void whatHasNoBodyIsReported() {
        assertThat(weave(false, named("rank"))).isEmpty();
        assertThat(failures())
                .containsExactly(
                        name + ".rank(): an abstract or native method has no body to measure; name an implementation");
        assertThat(sites.notMeasured().count()).isEqualTo(1);
    }

    @Test
    void anAbstractOverloadBesideOthersIsNoMistake() {
        assertThat(weave(false, named("rank"), named("score"))).hasSize(4);
        assertThat(sites.notMeasured().count()).as("that of rank alone").isEqualTo(1);
    }

    @Test
    void aBridgeIsNotTheMethod() {
        assertThat(weave(false, named("compareTo"))).containsExactly(name + ".compareTo(" + name + ")");
    }

    @Test
    void aMethodThatIsNotThereIsToBeExplained() {
        assertThat(weave(false, named("missing"))).isEmpty();
        MissingMethod missing = sites.notMeasured().nextUnexplained();
        assertThat(missing.className()).isEqualTo(name);
        assertThat(missing.method()).isEqualTo("missing");
        assertThat(missing.supertypes()).containsExactly("java.lang.Object", "java.lang.Comparable");
        assertThat(missing.declared()).contains("score(int)", "named()");
        assertThat(sites.notMeasured().nextUnexplained()).isNull();
    }

    @Test
    void aLibraryThatLacksItsMethodIsOffAndSaysSoOnce() {
        Library library = new Library(
                "lib",
                "Lib",
                "1 to 2",
                io.inferometer.agent.library.Naming.NONE,
                List.of(named("missing").ofModel("", ""), named("score").ofModel("", "")));
        sites = new Sites(new Libraries(List.of(), List.of(library)), counting);
        load(List.of(library), false);
        load(List.of(library), false);
        assertThat(sites.switches().unsupported("lib")).isEqualTo(name + " has no method missing");
        assertThat(sites.states()).containsEntry("lib", false);
        assertThat(failures())
                .containsExactly("the library lib: " + name
                        + " has no method missing; its release is none of those that were checked (1 to 2)");
    }

    @Test
    void annotatedMethodsNameTheirModel() {
        load(List.of(), true);
        assertThat(sites.methods(Library.ANNOTATION)).containsExactlyInAnyOrder(name + ".unnamed()", name + ".named()");
        load(List.of(), false);
        assertThat(sites.methods(Library.ANNOTATION)).hasSize(2);
    }

    @Test
    void modelNamesOfAnnotationsReachTheSite() throws ReflectiveOperationException {
        List<SiteSpec> specs = new ArrayList<>();
        sites = new Sites(WovenLoader.everything(), spec -> {
            specs.add(spec);
            return counting.create(spec);
        });
        java.lang.reflect.Method named = load(List.of(), true).getDeclaredMethod("named");
        named.setAccessible(true);
        named.invoke(null);
        assertThat(specs).singleElement().satisfies(spec -> {
            assertThat(spec.library().name()).isEqualTo("annotation");
            assertThat(spec.target().completion()).isEqualTo(Completion.STAGE);
            assertThat(spec.model()).isEqualTo("ranker");
            assertThat(spec.version()).isEqualTo("3");
            assertThat(spec.isAsynchronous()).isTrue();
            assertThat(spec.group()).isPositive();
        });
    }

    @Test
    void whatIsConfiguredOutranksTheAnnotation() {
        assertThat(weave(true, named("unnamed"))).containsExactly(name + ".unnamed()");
        assertThat(sites.methods(Library.ANNOTATION)).containsExactly(name + ".named()");
    }

    @Test
    void wovenAgainItIsTheSame() throws Exception {
        Library library = Library.of("library", List.of(named("score")));
        sites = new Sites(new Libraries(List.of(), List.of(library)), counting);
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), false);
        byte[] file = ClassCorpus.jarOf(Scorer.class).get(name);
        byte[] once = loader.weave(name, file);
        assertThat(loader.weave(name, file)).isEqualTo(once);
        WovenLoader other = new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), false);
        assertThat(other.weave(name, file)).as("nothing is kept of a loader").isEqualTo(once);
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
