package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassPrefilterTest {

    private final Sites sites = new Sites(new CountingSites());
    private final Target configured =
            Target.named("com.acme.Scorer", "score", Target.Overloads.ALL, List.of(), "scorer", "");
    private final ClassPrefilter prefilter = new ClassPrefilter(libraries(), true, sites);

    /** Another loader than the one that has the agent's own classes. */
    private final ClassLoader application = new ClassLoader(null) {};

    private List<Library> libraries() {
        List<Library> libraries = new ArrayList<>(Libraries.builtIn());
        libraries.add(new Library(Library.CONFIG, "", null, List.of(configured)));
        return libraries;
    }

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
                assertThat(prefilter.isCandidate(name, file)).as(name).isFalse();
            });
        }
        assertThat(sites.failures()).isZero();
    }

    @Test
    void declaredAndAnnotatedClassesAreCandidates() throws Exception {
        Map<String, byte[]> ours = ClassCorpus.jarOf(ClassPrefilterTest.class);
        assertThat(prefilter.isDeclared("ai.onnxruntime.OrtSession")).isTrue();
        assertThat(prefilter.isDeclared("com.acme.Scorer")).isTrue();
        assertThat(prefilter.isDeclared("com.acme.Other")).isFalse();
        String annotated = WeaverTest.Scorer.class.getName();
        assertThat(prefilter.isCandidate(annotated, ours.get(annotated))).isTrue();
        assertThat(new ClassPrefilter(libraries(), false, sites).isCandidate(annotated, ours.get(annotated)))
                .isFalse();
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
        assertThat(sites.failures()).isEqualTo(2);
        assertThat(sites.nextUnreported().where()).isEqualTo(name);
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
        assertThat(sites.failures()).isZero();
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
