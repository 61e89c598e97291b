package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.fixture.GivenSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMetadataTest {

    @Test
    void settingsBecomeTheKeysOfTheApi() {
        Map<String, ?> metadata = RunMetadata.of(new GivenSettings(Given.resource("run"))
                .with("sentinel.project-name", "shop")
                .with("sentinel.external-run-id", "7")
                .with("sentinel.tags", "team=search,note=a\\,b"));
        assertThat(metadata.get("project_name")).isEqualTo("shop");
        assertThat(metadata.get("external_run_id")).isEqualTo("7");
        assertThat(metadata.get("language")).isEqualTo("java");
        assertThat(metadata.get("tags")).isEqualTo(Map.of("team", "search", "note", "a,b"));
        assertThat(metadata.get("job_name")).isNull();
        assertThat(metadata.get("command")).isNull();
    }

    @Test
    void windowNumbersAreRangesThatJoin() {
        WindowNumbers numbers =
                WindowNumbers.NONE.and(1).and(2).and(5).and(4).and(3).and(9);
        assertThat(numbers).hasToString("1-5,9-9");
        assertThat(WindowNumbers.parse("1-5,9-9").contains(9)).isTrue();
        assertThat(WindowNumbers.parse("1-5,9-9").contains(6)).isFalse();
        assertThat(WindowNumbers.parse("")).hasToString("");
    }
}
