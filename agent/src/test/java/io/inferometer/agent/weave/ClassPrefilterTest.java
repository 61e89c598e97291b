package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnxruntime.OrtSession;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassPrefilterTest {

    private final Libraries libraries = new Libraries(
            LibraryIndex.entries(),
            List.of(Library.of(
                    Library.CONFIG,
                    List.of(Target.inference(Types.named("com.acme.Scorer"), "score")
                            .ofModel("scorer", "")))));
    private final Sites sites = new Sites(libraries, new CountingSites());
    private final ClassPrefilter prefilter = new ClassPrefilter(sites, true);

    /** Another loader than the one that has the agent's own classes. */
    private final ClassLoader application = new ClassLoader(null) {};

    @Test
    void noClassOfTheJdkIsLookedAt() throws Exception {
        for (String module : List.of("java.base", "java.sql", "jdk.compiler")) {
            Map<String, byte[]> files = ClassCorpus.module(module);
            assertThat(files).isNotEmpty();
            files.forEach((name, file) -> {
                String internal = name.replace('.', '/');
                assertThat(prefilter.transform(null, internal, null, null, file))
                        .isNull();
                assertThat(prefilter.transform(ClassLoader.getPlatformClassLoader(), internal, null, null, file))
                        .isNull();
                assertThat(prefilter.isAnnotated(file)).as(name).isFalse();
            });
        }
        assertThat(sites.notMeasured().count()).isZero();
    }

    @Test
    void declaredAndAnnotatedClassesAreCandidates() throws Exception {
        Map<String, byte[]> ours = ClassCorpus.jarOf(ClassPrefilterTest.class);
        assertThat(prefilter.isDeclared(OrtSession.class)).isTrue();
        assertThat(prefilter.isDeclared(String.class)).isFalse();
        byte[] annotated = ours.get(WeaverTest.Scorer.class.getName());
        assertThat(prefilter.isAnnotated(annotated)).isTrue();
        assertThat(new ClassPrefilter(sites, false).isAnnotated(annotated)).isFalse();
    }

    /** No boot class can be defined here, so what gets past the filter fails, and is reported instead of thrown. */
    @Test
    void whatGoesWrongBehindItIsReportedNotThrown() throws Exception {
        String name = WeaverTest.Scorer.class.getName();
        byte[] file = ClassCorpus.jarOf(ClassPrefilterTest.class).get(name);
        assertThat(prefilter.transform(application, name.replace('.', '/'), null, null, file))
                .isNull();
        assertThat(prefilter.transform(application, "com/acme/Scorer", null, null, new byte[0]))
                .isNull();
        assertThat(sites.notMeasured().count()).isEqualTo(2);
        assertThat(sites.notMeasured().nextUnreported().where()).isEqualTo(name);
    }

    @Test
    void theAgentsOwnClassesAndThoseOfItsExportersAreNeverWoven() throws Exception {
        String name = WeaverTest.Scorer.class.getName();
        byte[] file = ClassCorpus.jarOf(ClassPrefilterTest.class).get(name);
        ClassLoader own = ClassPrefilter.class.getClassLoader();
        assertThat(prefilter.transform(own, name.replace('.', '/'), null, null, file))
                .isNull();
        assertThat(prefilter.transform(new ClassLoader(own) {}, name.replace('.', '/'), null, null, file))
                .isNull();
        assertThat(sites.notMeasured().count()).isZero();
    }

    @Test
    void itNeverThrows() {
        assertThatCode(() -> {
                    for (long seed = 1; seed <= 2000; seed++) {
                        byte[] bytes = new byte[(int) (seed % 64)];
                        new Random(seed).nextBytes(bytes);
                        prefilter.transform(application, "a/B", null, null, bytes);
                        prefilter.transform(application, null, null, null, bytes);
                        prefilter.transform(application, "ai/onnxruntime/OrtSession", null, null, bytes);
                    }
                })
                .doesNotThrowAnyException();
    }
}
