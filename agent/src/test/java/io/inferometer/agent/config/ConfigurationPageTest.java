package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final String COMMAND = "mvn -f agent/pom.xml test -Dtest=ConfigurationPageTest -Dpage=write";

    @Test
    void theCommittedPageSaysWhatTheOptionsSay() throws Exception {
        Path page = Path.of("..", "docs", "configuration.md");
        if ("write".equals(System.getProperty("page"))) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ConfigurationPage.text());
        }
        assertThat(page).as("Write the page anew with: %s", COMMAND).hasContent(ConfigurationPage.text());
    }
}
