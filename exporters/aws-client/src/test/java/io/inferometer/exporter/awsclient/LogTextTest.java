package io.inferometer.exporter.awsclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("safety")
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
                .isEqualTo("key AKIA*** token x-amz-security-token:*** end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Credential should be scoped to 20261129/us-east-1/sagemaker/aws4_request, not 20261129/eu-central-1/sagemaker",
                "User: arn:aws:sts::123456789012:assumed-role/MyServiceRoleForModels/i-0123456789abcdef0 is not authorized",
                "The security token included in the request is expired",
                "Value null at 'metricData' failed to satisfy constraint: Member must have length at most 10",
            })
    void leavesWhatHidesNothing(String message) {
        assertThat(LogText.foreign(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad Credential=AKIDEXAMPLE/20261129/us-east-1 | EXAMPLE",
                "bad Credential=minioadministrator/20261129/us-east-1 | administrator",
                "Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024 | fe5f80",
                "signature: 0a1b2c | 0a1b2c",
                "the key ASIAQXAMPLE7 is unknown | QXAMPLE7",
                "X-Amz-Security-Token: short/token | short",
                "SessionToken=\"short\" | short",
                "Authorization: Bearer abc.def | abc.def",
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.sig | eyJhbGci",
                "secret key wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY | wJalrXU",
                "no match. The Canonical String for this request should have been 'PUT x-amz-security-token:ab' | Canonical",
                "no match. (The String-to-Sign should have been 'AWS4-HMAC-SHA256 20261129') | AWS4",
            })
    void hides(String message, String secret) {
        assertThat(LogText.foreign(message)).isNotEmpty().doesNotContain(secret);
    }

    /** As long as an answer may be. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "(", "the string", "arn:aws", "password ", "exceeds ", "eyJ"})
    void readsALongTextAtOnce(String piece) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> LogText.foreign(piece.repeat(2_000_000 / piece.length())));
    }

    @Test
    void hidesWhatIsLeftOfAKeyThatIsCutOff() {
        String key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        for (int shown = 4; shown < key.length(); shown++) {
            String before = "a/b".repeat(2000).substring(0, 4096 - 1 - shown);
            assertThat(LogText.foreign(before + " " + key)).doesNotContain(key.substring(0, 4));
        }
    }

    @Test
    void isEmptyForNoText() {
        assertThat(LogText.foreign(null)).isEmpty();
    }
}
