package io.inferometer.exporter.awsclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SelectedAuthScheme;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Sends an operation as the SDK's client sent it last: to the same address with the same headers, signed by the SDK's signer,
 * over the same HTTP client. What the client does besides costs more than all of that. A call that fails hands over to the
 * client, which knows how to recover; the call after its next success is repeated again. Used by one thread.
 */
final class RepeatedCall implements ExecutionInterceptor {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    /** Made by the signer. */
    private static final List<String> OF_ONE_REQUEST =
            List.of("Authorization", "X-Amz-Date", "X-Amz-Security-Token", "x-amz-content-sha256");

    /** A clock that is off by less is not corrected by the client either. */
    private static final Duration NO_OFFSET = Duration.ofMinutes(1);

    /**
     * What one call of the client showed.
     *
     * @param request without what belongs to one request alone
     * @param option the properties of the signature
     * @param clock the client's, which it corrects by the server's
     */
    private record Pattern(String operation, SdkHttpRequest request, AuthSchemeOption option, Clock clock) {}

    private final Map<String, AnswerRule> answers;
    private final SdkHttpClient http;
    private final ScheduledExecutorService timeouts;
    private final Duration timeout;
    private final FoundCredentials credentials;
    private Pattern sent;
    private Pattern pattern;

    RepeatedCall(
            Map<String, AnswerRule> answers,
            SdkHttpClient http,
            ScheduledExecutorService timeouts,
            Duration timeout,
            FoundCredentials credentials) {
        this.answers = answers;
        this.http = http;
        this.timeouts = timeouts;
        this.timeout = timeout;
        this.credentials = credentials;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        SelectedAuthScheme<?> scheme = attributes.getAttribute(SdkInternalExecutionAttribute.SELECTED_AUTH_SCHEME);
        Duration offset = request.firstMatchingHeader("X-Amz-Date")
                .map(date -> Duration.between(
                        Instant.now(), LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC)))
                .orElse(Duration.ZERO);
        SdkHttpRequest.Builder bare = request.toBuilder();
        OF_ONE_REQUEST.forEach(bare::removeHeader);
        sent = new Pattern(
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                bare.build(),
                scheme.authSchemeOption(),
                offset.abs().compareTo(NO_OFFSET) < 0 ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), offset));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        pattern = sent;
    }

    /** Whether the last call was of this operation and succeeded. */
    boolean isReady(String operation) {
        return pattern != null && pattern.operation.equals(operation);
    }

    /**
     * Sends a body.
     *
     * @return the answer's body, checked
     * @throws RuntimeException what the client would throw
     */
    byte[] send(byte[] body) {
        Pattern used = pattern;
        // Until it has succeeded.
        pattern = null;
        byte[] answer = send(used, signed(used, body), body);
        pattern = used;
        return answer;
    }

    private SdkHttpRequest signed(Pattern used, byte[] body) {
        SdkHttpRequest request = used.request.toBuilder()
                .putHeader("amz-sdk-invocation-id", UUID.randomUUID().toString())
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        return SIGNER.sign(sign -> {
                    sign.identity(credentials.resolveCredentials())
                            .request(request)
                            .payload(ContentStreamProvider.fromByteArray(body))
                            .putProperty(HttpSigner.SIGNING_CLOCK, used.clock);
                    used.option.forEachSignerProperty(sign::putProperty);
                })
                .request();
    }

    private byte[] send(Pattern used, SdkHttpRequest request, byte[] body) {
        ExecutableHttpRequest exchange = http.prepareRequest(HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build());
        long deadline = System.nanoTime() + timeout.toNanos();
        Future<?> abortion = timeouts.schedule(exchange::abort, timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            HttpExecuteResponse response = exchange.call();
            byte[] answer = AnswerCheck.read(response.responseBody());
            if (!response.httpResponse().isSuccessful()) {
                throw refused(AnsweredError.of(response.httpResponse(), answer));
            }
            AnswerCheck.check(answers, used.operation, request, response.httpResponse(), answer);
            return answer;
        } catch (IOException failure) {
            throw new NoAnswerException(
                    AnswerCheck.address(request),
                    System.nanoTime() < deadline ? failure : ApiCallTimeoutException.create(timeout.toMillis()));
        } finally {
            abortion.cancel(false);
        }
    }

    private AwsServiceException refused(AwsServiceException refusal) {
        credentials.renewIfRefused(refusal);
        return refusal;
    }
}
