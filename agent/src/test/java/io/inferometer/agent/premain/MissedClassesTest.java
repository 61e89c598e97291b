package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Classes that the filter cannot look at. */
class MissedClassesTest {

    private interface Annotated {

        @Inference
        void score();
    }

    private interface Below extends Annotated {}

    /** Sees no annotation. */
    private static final ClassLoader LOADER = new ClassLoader(null) {};

    private static byte[] file(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    /** The JDK passes over what a transformer throws, and the class would not be measured in silence. */
    @Test
    void theyAreRemembered() throws IOException {
        AgentStart start = new AgentStart("", new Properties(), null, null, false);
        CandidateFilter filter =
                new CandidateFilter(StartOptionsTest.index(), StartOptions.read("", new Properties()), start);
        ClassLoader full = new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                throw new OutOfMemoryError("of the application's heap");
            }
        };
        for (int i = 0; i < 1_000; i++) {
            assertThat(filter.transform(full, "a/B", null, null, file(Below.class)))
                    .isNull();
        }
        // There is no agent in this JVM that could be made.
        assertThat(filter.transform(LOADER, null, null, null, file(Annotated.class)))
                .isNull();

        assertThat(start.takeUnseen())
                .hasSize(100)
                .allMatch(each -> each.name().equals("a/B") && !each.isCandidate() && each.why() instanceof Error);
        assertThat(start.takeUnseen()).isEmpty();
        assertThat(filter.transform(LOADER, null, null, null, file(Annotated.class)))
                .isNull();
        assertThat(start.takeUnseen()).singleElement().matches(each -> each.name() == null && each.isCandidate());
    }
}
