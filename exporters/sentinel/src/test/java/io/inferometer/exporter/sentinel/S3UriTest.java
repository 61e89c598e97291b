package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3UriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3",
                "s3://",
                "s3://bucket",
                "s3://bucket/",
                "s3:///key",
                "https://bucket/key",
                "S3://b/k",
                "s3://a b/k",
                "s3://a_b/k",
                "s3://a-.b/k",
                "s3://user@host/k"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Uri.parse(text))
                .withMessage("must be s3://bucket/key, found '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "1, s3://bucket/runs/1/0001.csv.gz",
        "9999, s3://bucket/runs/1/9999.csv.gz",
        "10000, s3://bucket/runs/1/10000.csv.gz"
    })
    void objectsAreNumberedBelowThePrefix(long number, String uri) {
        for (String prefix : new String[] {"s3://bucket/runs/1", "s3://bucket/runs/1/"}) {
            assertThat(S3Uri.parse(prefix).object(number)).hasToString(uri);
        }
    }

    @Test
    void aKeyIsEscapedOnce() {
        S3Uri odd = new S3Uri("bucket", "r 1/a+b~*ä%20/x.csv.gz");

        assertThat(odd.url("eu-central-1", Optional.empty()))
                .hasToString("https://bucket.s3.eu-central-1.amazonaws.com/r%201/a%2Bb~%2A%C3%A4%2520/x.csv.gz");
        assertThat(odd.url("eu-central-1", Optional.of(URI.create("http://127.0.0.1:9000/"))))
                .hasToString("http://127.0.0.1:9000/bucket/r%201/a%2Bb~%2A%C3%A4%2520/x.csv.gz");
    }
}
