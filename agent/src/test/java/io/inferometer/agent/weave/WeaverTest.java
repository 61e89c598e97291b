package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which methods are woven, which are not, and what is said of those. */
@Tag("safety")
class WeaverTest extends WeavingFixture {

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

    private final String name = Scorer.class.getName();

    private List<String> weave(boolean annotations, Target... targets) {
        Library library = Library.of("library", List.of(targets));
        sites = new Sites(new Libraries(List.of(), List.of(library)), counting);
        load(List.of(library), annotations);
        return sites.instrumented().of("library");
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

    /** A call of it would be verified without an object, and the class not load. */
    @Test
    void aStaticMethodClosesNoObject() {
        weave(false, Target.releases(Types.named(name), "named", "tensor", "this.closed"));
        assertThat(failures()).containsExactly(name + ".named(): it is static, and closes no object");
    }

    @Test
    void whatCanBeReadOfNoCallIsSaid() {
        assertThat(weave(
                        false,
                        named("named").model("this.name"),
                        named("unnamed").batch("result.size()"),
                        named("score").withParameters().batch("this.score()")))
                .containsExactlyInAnyOrder(name + ".named()", name + ".unnamed()");
        assertThat(failures())
                .containsExactlyInAnyOrder(
                        name + ".named(): this.name is to be read of it, but it is static",
                        name + ".unnamed(): result.size() is to be read of it, but it returns nothing",
                        name
                                + ".score(): this.score() is to be read of it, and is this method itself; name what it takes"
                                + " it from");
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
        assertThat(sites.instrumented().of(Library.ANNOTATION))
                .containsExactlyInAnyOrder(name + ".unnamed()", name + ".named()");
        load(List.of(), false);
        assertThat(sites.instrumented().of(Library.ANNOTATION)).hasSize(2);
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
        assertThat(sites.instrumented().of(Library.ANNOTATION)).containsExactly(name + ".named()");
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
}
