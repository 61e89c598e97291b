package io.inferometer.exporter.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Tells a service's success from that of a sign-in page, a proxy or a load balancer, which the SDK's parsers take for an
 * answer without content. Says of every failure whom the request was for. Immutable.
 */
final class AnswerCheck implements ExecutionInterceptor {

    /** Many times the longest answer of the operations known here. */
    private static final int LONGEST = 1 << 20;

    private static final Pattern METRIC_DATA_TAKEN =
            Pattern.compile("(?s)\\s*(<\\?xml.*?\\?>\\s*)?<PutMetricDataResponse[\\s/>].*>\\s*");

    /** The members of answers in JSON; one without any means that there is nothing to say. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "BatchPutMetrics", Set.of("Errors"),
            "PutLogEvents", Set.of("nextSequenceToken", "rejectedLogEventsInfo", "rejectedEntityInfo"));

    private static final Set<String> WITHOUT_BODY = Set.of("SendHeartbeat", "CreateLogGroup", "CreateLogStream");

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        if (!response.isSuccessful()) {
            return context.responseBody();
        }
        byte[] body = read(context.responseBody());
        String type =
                String.join(", ", response.matchingHeaders("Content-Type")).toLowerCase(Locale.ROOT);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (response.statusCode() != 200
                || type.contains("html")
                || body.length > LONGEST
                || !isAnswer(operation, new String(body, StandardCharsets.UTF_8))) {
            throw new ForeignAnswerException("HTTP " + response.statusCode() + " "
                    + (type.isEmpty() ? "" : LogText.foreign(type) + " ") + "from " + address(context.httpRequest())
                    + " is no answer of " + operation + ": a proxy, sign-in page or load balancer may have sent it");
        }
        return Optional.of(new ByteArrayInputStream(body));
    }

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        boolean explained = failure instanceof AwsServiceException || failure instanceof ForeignAnswerException;
        return explained || context.httpRequest().isEmpty()
                ? failure
                : new NoAnswerException(address(context.httpRequest().get()), failure);
    }

    private static String address(SdkHttpRequest request) {
        return request.protocol() + "://" + request.host() + ":" + request.port();
    }

    private static byte[] read(Optional<InputStream> body) {
        if (body.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = body.get()) {
            return in.readNBytes(LONGEST + 1);
        } catch (IOException cut) {
            throw SdkClientException.create("the answer was cut off", cut);
        }
    }

    private static boolean isAnswer(String operation, String body) {
        if (operation.equals("PutMetricData")) {
            return METRIC_DATA_TAKEN.matcher(body).matches();
        }
        if (body.isBlank()) {
            return WITHOUT_BODY.contains(operation);
        }
        try {
            JsonNode answer = JsonNode.parser().parse(body);
            return answer.isObject() && isAnswer(operation, answer.asObject());
        } catch (RuntimeException noJson) {
            return false;
        }
    }

    private static boolean isAnswer(String operation, Map<String, JsonNode> members) {
        Set<String> known = MEMBERS.getOrDefault(operation, Set.of());
        return members.isEmpty()
                || (members.keySet().stream().anyMatch(known::contains)
                        && (!members.containsKey("Errors")
                                || members.get("Errors").isArray()));
    }
}
