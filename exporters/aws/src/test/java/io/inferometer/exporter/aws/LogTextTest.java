package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

    @Test
    void isOneLine() {
        assertThat(LogText.line("a\r\nWARN forged\u2028b")).isEqualTo("a WARN forged b");
    }

    @Test
    void isShort() {
        assertThat(LogText.line("no ".repeat(1000))).hasSizeLessThanOrEqualTo(201);
    }

    @Test
    void showsNoKeyAndNoToken() {
        String token = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJIMEYCIQDexample==";

        assertThat(LogText.foreign("key AKIAIOSFODNN7EXAMPLE token x-amz-security-token:" + token + " end"))
                .isEqualTo("key *** token x-amz-security-token:*** end");
    }

    @Test
    void isEmptyForNoText() {
        assertThat(LogText.foreign(null)).isEmpty();
    }
}
