package io.inferometer.exporter.awsclient;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Reads a refusal that did not come through a client of the SDK, in JSON or XML, into the exception such a client throws. */
final class AnsweredError {

    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]{1,4096})</Message>");

    private AnsweredError() {}

    /** @param response one without success */
    static AwsServiceException of(SdkHttpResponse response, byte[] bytes) {
        String body = new String(bytes, StandardCharsets.UTF_8);
        Map<String, JsonNode> json = members(body);
        String code = response.firstMatchingHeader("x-amzn-ErrorType")
                .or(() -> text(json, "code", "__type"))
                .or(() -> group(XML_CODE, body))
                .map(AnsweredError::bare)
                .orElse("");
        String message = response.firstMatchingHeader("x-amzn-error-message")
                .or(() -> text(json, "message", "Message", "errorMessage", "detail"))
                .or(() -> group(XML_MESSAGE, body))
                .orElse("");
        return AwsServiceException.builder()
                .statusCode(response.statusCode())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .sdkHttpResponse(response)
                        .build())
                .build();
    }

    /** A service may write {@code namespace#Code:http://…}. */
    private static String bare(String code) {
        int colon = code.indexOf(':');
        String before = colon < 0 ? code : code.substring(0, colon);
        return before.substring(before.indexOf('#') + 1);
    }

    private static Map<String, JsonNode> members(String body) {
        if (!body.stripLeading().startsWith("{")) {
            return Map.of();
        }
        try {
            return JsonNode.parser().parse(body).asObject();
        } catch (RuntimeException noJson) {
            return Map.of();
        }
    }

    private static Optional<String> text(Map<String, JsonNode> members, String... names) {
        return Stream.of(names)
                .filter(members::containsKey)
                .map(name -> members.get(name).text())
                .filter(text -> text != null)
                .findFirst();
    }

    private static Optional<String> group(Pattern pattern, String body) {
        Matcher found = pattern.matcher(body);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
