package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The premain package and the configuration must agree on whether the agent is wanted. */
class EnabledOptionTest {

    private static final String PROPERTY = "inferometer.enabled";

    @TempDir
    Path directory;

    @AfterEach
    void forgetProperty() {
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "enabled=false",
                "enabled=FALSE",
                " enabled = false ",
                "enabled=true",
                "enabled=no",
                "enabled=",
                "enabled",
                "http.port=0,enabled=false",
                "enabled=false,enabled=true",
                "enabled=true,enabled=false",
                "exporters=http,file,enabled=false,interval=5s",
                "methods=a.B#c(int,enabled=false)",
                "methods=a.B#c(int,long),enabled=false",
                "methods=a.B#c(int,enabled=false",
                "service-name=a\\,enabled=false",
                "service-name=x=enabled=false",
                "enabled=false\\,",
                "=,enabled=false",
                "notenabled=false",
                "no-such-file.properties"
            })
    void agreesWithTheConfiguration(String options) {
        assertThat(EnabledOption.isFalse(options))
                .isEqualTo(!Config.load(options).get(Options.ENABLED));
        System.setProperty(PROPERTY, "false");
        assertThat(EnabledOption.isFalse(options))
                .as("with -D%s=false", PROPERTY)
                .isEqualTo(!Config.load(options).get(Options.ENABLED));
    }

    @Test
    void readsTheFileThatTheOptionsNameAndTheOneThatConfigNames() throws Exception {
        String file = Files.writeString(directory.resolve("a.properties"), "enabled = false\n")
                .toString();
        assertThat(EnabledOption.isFalse(file)).isTrue();
        assertThat(EnabledOption.isFalse("config=" + file)).isTrue();
        assertThat(EnabledOption.isFalse("config=" + file + ",enabled=true")).isFalse();
        System.setProperty(PROPERTY, "true");
        assertThat(EnabledOption.isFalse("config=" + file)).isFalse();
        assertThat(EnabledOption.isFalse(file)).isTrue();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws Exception {
        for (String content :
                List.of("\uFEFFenabled=false\n", "\uFEFF# off \\\nenabled=false\n", "enabled=false\n\uFEFF")) {
            String file = Files.writeString(directory.resolve("marked.properties"), content)
                    .toString();
            assertThat(EnabledOption.isFalse(file)).as(content).isTrue();
            assertThat(Config.load(file).get(Options.ENABLED)).as(content).isFalse();
        }
    }

    @Test
    @Timeout(10)
    void nothingIsReadThatMayNotEnd() throws Exception {
        Path huge = Files.createFile(directory.resolve("huge"));
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        for (String path : List.of("/dev/zero", huge.toString())) {
            assertThat(EnabledOption.isFalse(path)).isFalse();
            assertThat(EnabledOption.isFalse("config=" + path)).isFalse();
        }
    }

    @Test
    void noOptionsAreNoReasonToStayAway() {
        assertThat(EnabledOption.isFalse(null)).isFalse();
    }
}
