package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.record.Site;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SitesTest {

    private static final MethodType ENTER = MethodType.methodType(Object.class, Object.class);

    private final CountingSites counting = new CountingSites();
    private final Sites sites = new Sites(counting);
    private final Library library = new Library("onnxruntime", "", null, List.of());
    private final Library other = new Library("config", "", null, List.of());

    private static Target target(String method) {
        return Target.named("com.acme.Scorer", method, Target.Overloads.ALL, List.of(), "m", "");
    }

    private SiteSpec spec(Library of, String method, String descriptor) {
        return sites.spec(getClass().getClassLoader(), of, target(method), descriptor, false);
    }

    @Test
    void aMethodHasOneSpecificationPerLoader() {
        SiteSpec first = spec(library, "score", "()V");
        assertThat(spec(library, "score", "()V")).isSameAs(first);
        assertThat(spec(library, "score", "(I)V")).isNotEqualTo(first);
        assertThat(sites.spec(ClassLoader.getPlatformClassLoader(), library, target("score"), "()V", false)
                        .id())
                .isNotEqualTo(first.id());
    }

    @Test
    void overloadsShareAGroupOthersDoNot() {
        int group = spec(library, "score", "()V").group();
        assertThat(group).isPositive();
        assertThat(spec(library, "score", "(I)V").group()).isEqualTo(group);
        assertThat(spec(library, "rank", "()V").group()).isPositive().isNotEqualTo(group);
        SiteSpec widest = sites.spec(null, library, Target.inference("com.acme.Scorer", "run", 0, null), "()V", false);
        assertThat(widest.outermost())
                .as("the method all others end in nests in nothing")
                .isFalse();
        assertThat(widest.group()).isPositive();
    }

    @Test
    void aSiteIsMadeOnceForAsLongAsSomeoneHasIt() {
        int id = spec(library, "score", "()V").id();
        Site site = sites.site(id);
        assertThat(sites.site(id)).isSameAs(site);
        assertThat(counting.created.get()).isEqualTo(1);
    }

    @Test
    void switchesOfAgentAndLibraryReachTheSites() {
        SiteSpec mine = spec(library, "score", "()V");
        SiteSpec theirs = spec(other, "rank", "()V");
        Site[] kept = {sites.site(mine.id()), sites.site(theirs.id())};
        assertThat(counting.enabled).containsEntry(mine.method(), true).containsEntry(theirs.method(), true);
        sites.setLibraryEnabled("onnxruntime", false);
        assertThat(counting.enabled).containsEntry(mine.method(), false).containsEntry(theirs.method(), true);
        assertThat(sites.isLibraryEnabled("onnxruntime")).isFalse();
        sites.setEnabled(false);
        assertThat(counting.enabled).containsEntry(mine.method(), false).containsEntry(theirs.method(), false);
        assertThat(sites.isEnabled()).isFalse();
        sites.setEnabled(true);
        assertThat(counting.enabled)
                .as("the library's own switch stays")
                .containsEntry(mine.method(), false)
                .containsEntry(theirs.method(), true);
        sites.setLibraryEnabled("onnxruntime", true);
        assertThat(counting.enabled).containsEntry(mine.method(), true);
        assertThat(kept).doesNotContainNull();
    }

    @Test
    void aSiteThatIsLinkedLaterStartsAsItsLibraryIs() {
        sites.setLibraryEnabled("onnxruntime", false);
        SiteSpec spec = spec(library, "score", "()V");
        Site site = sites.site(spec.id());
        assertThat(site).isNotNull();
        assertThat(counting.enabled).containsEntry(spec.method(), false);
    }

    @Test
    void failuresAreCountedAllAndKeptInPart() {
        for (int i = 0; i < 250; i++) {
            sites.failed("C" + i, i % 2 == 0 ? new IllegalStateException("why") : new NullPointerException());
        }
        assertThat(sites.failures()).isEqualTo(250);
        assertThat(sites.nextUnreported()).isEqualTo(new Sites.Failure("C0", "java.lang.IllegalStateException: why"));
        assertThat(sites.nextUnreported()).isEqualTo(new Sites.Failure("C1", "java.lang.NullPointerException"));
        int left = 0;
        while (sites.nextUnreported() != null) {
            left++;
        }
        assertThat(left).isEqualTo(98);
    }

    @Test
    void aSiteThatCannotBeMadeDoesNothingAndIsReported() throws Throwable {
        Sites failing = new Sites(spec -> {
            throw new IllegalStateException("no model");
        });
        int id = failing.spec(null, library, target("score"), "()V", false).id();
        CallSite linked = new Linker(failing).link(MethodHandles.lookup(), "enter", ENTER, id);
        assertThat((Object) linked.getTarget().invoke(this)).isNull();
        assertThat(failing.nextUnreported().why()).contains("no model");
    }

    @Test
    void aLinkedCallSiteIsTheSite() throws Throwable {
        int id = spec(library, "score", "()V").id();
        CallSite linked = new Linker(sites).link(MethodHandles.lookup(), "enter", ENTER, id);
        assertThat((Object) linked.getTarget().invoke(this)).isEqualTo(42L);
        assertThat(counting.entered.get()).isEqualTo(1);
    }

    @Test
    void aNumberThatNobodyGaveLinksToNothing() throws Throwable {
        CallSite linked = new Linker(sites).link(MethodHandles.lookup(), "enter", ENTER, 99);
        assertThat((Object) linked.getTarget().invoke(this)).isNull();
        assertThat(sites.failures()).isEqualTo(1);
    }

    @Test
    void instrumentedMethodsAreListedForPeople() {
        spec(library, "score", "(Ljava/util/List;[[IJ)V");
        spec(other, "rank", "()V");
        assertThat(sites.methods("onnxruntime")).containsExactly("com.acme.Scorer.score(java.util.List,int[][],long)");
    }
}
