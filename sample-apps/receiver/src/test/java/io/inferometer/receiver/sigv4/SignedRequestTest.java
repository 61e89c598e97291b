package io.inferometer.receiver.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The canonical form, by the rules of the AWS specification. */
class SignedRequestTest {
    /** SHA-256 of nothing, as the specification gives it. */
    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void theQueryIsSortedAndEveryNameHasAnEqualsSign() {
        SignedRequest request = SignedRequest.of("GET", "/", "b=2&a&B=1", Map.of(), new byte[0]);
        assertThat(request.canonical(List.of())).isEqualTo("GET\n/\nB=1&a=&b=2\n\n\n" + EMPTY_HASH);
    }

    @Test
    void headersAreLowerCaseTrimmedAndJoined() {
        Map<String, List<String>> headers = Map.of("X-Two", List.of(" a  b ", "c"), "Host", List.of("h"));
        SignedRequest request = SignedRequest.of("GET", "/", "", headers, new byte[0]);
        assertThat(request.canonical(List.of("host", "x-two")))
                .isEqualTo("GET\n/\n\nhost:h\nx-two:a b,c\n\nhost;x-two\n" + EMPTY_HASH);
    }
}
