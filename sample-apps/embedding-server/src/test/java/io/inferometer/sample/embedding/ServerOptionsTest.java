package io.inferometer.sample.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {

    @Test
    void flagsMayComeInAnyOrder() {
        assertThat(ServerOptions.parse("--threads", "3", "--port", "0")).isEqualTo(new ServerOptions(0, 3, false));
        assertThat(ServerOptions.parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port 65536", "--port -1", "--port x", "--threads 0", "--prt 1", "8080"})
    void aWrongFlagIsNamedInOneLine(String line) {
        assertThatThrownBy(() -> ServerOptions.parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.split(" ")[0])
                .hasMessageNotContaining("\n");
    }
}
