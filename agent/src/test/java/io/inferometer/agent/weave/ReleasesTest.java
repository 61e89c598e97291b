package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasesTest {

    @ParameterizedTest
    @CsvSource({
        "/m2/tribuo-core-4.3.2.jar, 4.3.2",
        "/m2/xgboost4j_2.12-3.4.0.jar, 3.4.0",
        "/m2/lightgbm4j-4.3.0-1.jar, 4.3.0-1",
        "'nested:/app.jar/!BOOT-INF/lib/api-0.38.0.jar!/', 0.38.0",
        "/m2/library.jar, ''",
        "/build/classes-2/, ''",
        "'', ''",
    })
    void aJarIsNamedAfterItsRelease(String path, String release) {
        assertThat(Releases.inName(path)).isEqualTo(release);
    }
}
