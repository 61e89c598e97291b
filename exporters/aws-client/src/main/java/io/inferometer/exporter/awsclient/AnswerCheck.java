package io.inferometer.exporter.awsclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Tells a service's success from that of a sign-in page, a proxy or a load balancer, which the SDK's parsers take for an
 * answer without content. Says of every failure whom the request was for. Immutable.
 */
final class AnswerCheck implements ExecutionInterceptor {

    /** Many times the longest answer of the operations known here. */
    private static final int LONGEST = 1 << 20;

    private final Map<String, AnswerRule> answers;

    /** @param answers by operation */
    AnswerCheck(Map<String, AnswerRule> answers) {
        this.answers = answers;
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        if (!response.isSuccessful()) {
            return context.responseBody();
        }
        byte[] body;
        try {
            body = read(context.responseBody());
        } catch (IOException cut) {
            throw SdkClientException.create("the answer was cut off", cut);
        }
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        check(answers, operation, context.httpRequest(), response, body);
        return Optional.of(new ByteArrayInputStream(body));
    }

    /** @throws ForeignAnswerException if a success is not the service's */
    static void check(
            Map<String, AnswerRule> answers,
            String operation,
            SdkHttpRequest request,
            SdkHttpResponse response,
            byte[] body) {
        String type =
                String.join(", ", response.matchingHeaders("Content-Type")).toLowerCase(Locale.ROOT);
        AnswerRule rule = answers.getOrDefault(operation, AnswerRule.nothing());
        if (response.statusCode() != 200
                || type.contains("html")
                || body.length > LONGEST
                || !rule.isAnswer(new String(body, StandardCharsets.UTF_8))) {
            throw new ForeignAnswerException("HTTP " + response.statusCode() + " "
                    + (type.isEmpty() ? "" : LogText.foreign(type) + " ") + "from " + address(request)
                    + " is no answer of " + operation + ": a proxy, sign-in page or load balancer may have sent it");
        }
    }

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        if (failure instanceof AwsServiceException || context.httpRequest().isEmpty()) {
            return failure;
        }
        String address = address(context.httpRequest().get());
        if (failure instanceof ApiCallTimeoutException) {
            return ApiCallTimeoutException.builder()
                    .message(failure.getMessage())
                    .cause(new NoAnswerException(address, null))
                    .build();
        }
        // The SDK takes back an exception of the same class only.
        return failure.getClass() == SdkClientException.class ? new NoAnswerException(address, failure) : failure;
    }

    static String address(SdkHttpRequest request) {
        return request.protocol() + "://" + request.host() + ":" + request.port();
    }

    /** Returns as much of a body as is needed to find that it is too long. */
    static byte[] read(Optional<? extends InputStream> body) throws IOException {
        if (body.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = body.get()) {
            return in.readNBytes(LONGEST + 1);
        }
    }
}
