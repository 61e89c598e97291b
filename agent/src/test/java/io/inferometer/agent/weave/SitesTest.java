package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Naming;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.record.Site;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SitesTest {

    private static final MethodType ENTER = MethodType.methodType(Object.class, Object.class);

    /** Two methods of a library that is known, and one that a user configured. */
    private static final Library LIBRARY = new Library(
            "onnxruntime",
            "ONNX Runtime",
            "1",
            Naming.NONE,
            List.of(
                    Target.inference(Types.named("com.acme.Scorer"), "score"),
                    Target.inference(Types.named("com.acme.Scorer"), "run").widest(),
                    Target.inference(Types.subtypeOf(Number.class.getName()), "intValue")));

    private static final Library CONFIG =
            Library.of(Library.CONFIG, List.of(Target.inference(Types.named("com.acme.Ranker"), "rank")));

    private final CountingSites counting = new CountingSites();
    private final List<SiteSpec> specs = new ArrayList<>();
    private final Sites sites = new Sites(new Libraries(List.of(), List.of(LIBRARY, CONFIG)), spec -> {
        specs.add(spec);
        return counting.create(spec);
    });

    static class Base {}

    static class Below extends Base {}

    private static Woven woven(String library, int target, String method, String descriptor) {
        return new Woven(library, target, method, descriptor, 0, "", "", "", "");
    }

    private Site site(Class<?> type, String library, int target, String method, String descriptor) {
        return sites.site(type, woven(library, target, method, descriptor));
    }

    @Test
    void aMethodOfAClassHasOneSite() {
        Site first = site(Base.class, "onnxruntime", 0, "score", "()V");
        assertThat(site(Base.class, "onnxruntime", 0, "score", "()V")).isSameAs(first);
        assertThat(site(Base.class, "onnxruntime", 0, "score", "(I)V")).isNotSameAs(first);
        assertThat(site(Below.class, "onnxruntime", 0, "score", "()V")).isNotSameAs(first);
        assertThat(counting.created.get()).isEqualTo(3);
    }

    @Test
    void allMethodsOfALibraryCountOnceButTheOneInWhichAllEnd() {
        site(Base.class, "onnxruntime", 0, "score", "()V");
        site(Below.class, "onnxruntime", 0, "score", "(I)V");
        site(Base.class, "onnxruntime", 1, "run", "()V");
        assertThat(specs.get(0).group()).isPositive().isEqualTo(specs.get(1).group());
        assertThat(specs.get(0).outermost()).isTrue();
        assertThat(specs.get(2).group()).isNotEqualTo(specs.get(0).group());
        assertThat(specs.get(2).outermost()).isFalse();
    }

    @Test
    void configuredOverloadsAndOverridesShareAGroup() {
        Woven inBase = woven("config", 0, "rank", "()V");
        sites.woven(
                Base.class.getClassLoader(),
                Base.class.getName(),
                CONFIG.targets().get(0),
                inBase);
        site(Below.class, "config", 0, "rank", "(I)V");
        sites.site(Base.class, inBase);
        site(String.class, "config", 0, "rank", "()V");
        assertThat(specs.get(0).group()).isEqualTo(specs.get(1).group());
        assertThat(specs.get(2).group()).isNotEqualTo(specs.get(1).group());
        assertThat(specs).extracting(SiteSpec::model).containsExactly("Below", "Base", "String");
    }

    @Test
    void whatIsGeneratedIsNamedAfterWhatItOverrides() {
        sites.woven(
                Base.class.getClassLoader(),
                Base.class.getName(),
                CONFIG.targets().get(0),
                woven("config", 0, "rank", "()V"));
        sites.site(Below.class, new Woven("config", 0, "rank", "()V", Woven.GENERATED, "", "", "", ""));
        assertThat(specs.get(0).model()).isEqualTo("Base");
    }

    @Test
    void aClassThatIsNoSubtypeHasNoSiteAndIsNotShown() {
        assertThat(site(String.class, "onnxruntime", 2, "intValue", "()I")).isNull();
        assertThat(sites.instrumented().of("onnxruntime")).isEmpty();
        assertThat(site(Integer.class, "onnxruntime", 2, "intValue", "()I")).isNotNull();
        assertThat(sites.instrumented().of("onnxruntime")).containsExactly("java.lang.Integer.intValue()");
    }

    @Test
    void switchesOfAgentAndLibraryReachTheSites() {
        site(Base.class, "onnxruntime", 0, "score", "()V");
        site(Base.class, "config", 0, "rank", "()V");
        SiteSpec mine = specs.get(0);
        SiteSpec theirs = specs.get(1);
        LibrarySwitches switches = sites.switches();
        switches.setLibraryEnabled("onnxruntime", false);
        assertThat(mine.measuring().isOn()).isFalse();
        assertThat(theirs.measuring().isOn()).isTrue();
        assertThat(switches.isLibraryEnabled("onnxruntime")).isFalse();
        switches.setEnabled(false);
        assertThat(theirs.measuring().isOn()).isFalse();
        assertThat(switches.isEnabled()).isFalse();
        switches.setEnabled(true);
        assertThat(mine.measuring().isOn()).as("the library's own switch stays").isFalse();
        assertThat(theirs.measuring().isOn()).isTrue();
        switches.setLibraryEnabled("onnxruntime", true);
        assertThat(mine.measuring().isOn()).isTrue();
        assertThat(switches.setUnsupported("onnxruntime", "too old")).isTrue();
        assertThat(switches.setUnsupported("onnxruntime", "too old")).isFalse();
        assertThat(mine.measuring().isOn()).isFalse();
        assertThat(sites.states()).containsEntry("onnxruntime", false);
    }

    @Test
    void aSiteThatIsLinkedLaterStartsAsItsLibraryIs() {
        sites.switches().setLibraryEnabled("onnxruntime", false);
        site(Base.class, "onnxruntime", 0, "score", "()V");
        assertThat(specs.get(0).measuring().isOn()).isFalse();
    }

    @Test
    void failuresAreCountedAllAndKeptInPart() {
        NotMeasured notMeasured = sites.notMeasured();
        for (int i = 0; i < 250; i++) {
            notMeasured.add("C" + i, i % 2 == 0 ? new IllegalStateException("why") : new NullPointerException());
        }
        assertThat(notMeasured.count()).isEqualTo(250);
        assertThat(notMeasured.nextUnreported())
                .isEqualTo(new NotMeasured.Failure("C0", " is not measured: ", "java.lang.IllegalStateException: why"));
        assertThat(notMeasured.nextUnreported())
                .isEqualTo(new NotMeasured.Failure("C1", " is not measured: ", "java.lang.NullPointerException"));
        int left = 0;
        while (notMeasured.nextUnreported() != null) {
            left++;
        }
        assertThat(left).isEqualTo(98);
        assertThat(notMeasured.reported()).hasSize(100);
        notMeasured.add("C0", new IllegalStateException("why"));
        assertThat(notMeasured.nextUnreported()).as("was said before").isNull();
        assertThat(notMeasured.count()).isEqualTo(251);
    }

    @Test
    void aSiteThatCannotBeMadeDoesNothingAndIsReported() throws Throwable {
        Sites failing = new Sites(new Libraries(List.of(), List.of(LIBRARY)), spec -> {
            throw new IllegalStateException("no model");
        });
        CallSite linked = new Linker(failing)
                .link(MethodHandles.lookup(), "enter", ENTER, woven("onnxruntime", 0, "score", "()V"));
        assertThat((Object) linked.getTarget().invoke(this)).isNull();
        assertThat(failing.notMeasured().nextUnreported().why()).contains("no model");
    }

    @Test
    void aLinkedCallSiteIsTheSite() throws Throwable {
        CallSite linked =
                new Linker(sites).link(MethodHandles.lookup(), "enter", ENTER, woven("onnxruntime", 0, "score", "()V"));
        assertThat((Object) linked.getTarget().invoke(this)).isEqualTo(42L);
        assertThat(counting.entered.get()).isEqualTo(1);
    }

    @Test
    void aLibraryThatNobodyKnowsLinksToNothing() throws Throwable {
        CallSite linked =
                new Linker(sites).link(MethodHandles.lookup(), "enter", ENTER, woven("nobody's", 0, "score", "()V"));
        assertThat((Object) linked.getTarget().invoke(this)).isNull();
        assertThat(sites.notMeasured().count()).isEqualTo(1);
    }
}
