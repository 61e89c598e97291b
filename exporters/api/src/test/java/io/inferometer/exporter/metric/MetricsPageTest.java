package io.inferometer.exporter.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final String COMMAND = "mvn -f exporters/api/pom.xml test -Dtest=MetricsPageTest -Dpage=write";

    @Test
    void thePageIsWhatTheCatalogueSays() throws IOException {
        Path page = Path.of("..", "..", "docs", "metrics.md");
        if ("write".equals(System.getProperty("page"))) {
            Files.writeString(page, MetricsPage.text());
        }
        assertThat(page).as("Write the page anew with: %s", COMMAND).hasContent(MetricsPage.text());
    }
}
