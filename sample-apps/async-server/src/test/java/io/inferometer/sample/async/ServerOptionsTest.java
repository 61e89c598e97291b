package io.inferometer.sample.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {

    @Test
    void readsFlags() {
        ServerOptions options = ServerOptions.parse("--s3", "http://127.0.0.1:9000", "--queue", "5", "--workers", "0");
        assertThat(options.queue()).isEqualTo(5);
        assertThat(options.workers()).isZero();
        assertThat(options.ttl()).hasHours(6);
        assertThat(ServerOptions.parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--s3", "--s3 ftp://a", "--s3 http://a --queue 0", "--s3 http://a --workers 65", "--wrong"})
    void saysWhatIsWrongInOneLine(String line) {
        assertThatThrownBy(() -> ServerOptions.parse(line.isEmpty() ? new String[0] : line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(line.contains("wrong") ? "unknown flag" : "--")
                .doesNotContain("\n");
    }
}
