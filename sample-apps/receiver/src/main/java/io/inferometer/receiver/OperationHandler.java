package io.inferometer.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.http.Delivery;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.Answers;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the requests for AWS operations. Thread-safe. */
final class OperationHandler {
    private static final String QUERY_VERSION = "2010-08-01";

    private final Ledger ledger;
    private final Faults faults;
    private final Authenticator authenticator;
    private final InstantSource clock;
    private final Map<Operation, Handler> handlers;

    OperationHandler(ReceiverOptions options, Ledger ledger, Faults faults, Authenticator authenticator) {
        this.ledger = ledger;
        this.faults = faults;
        this.authenticator = authenticator;
        this.clock = options.clock();
        handlers = new EnumMap<>(Map.of(
                Operation.BATCH_PUT_METRICS, new BatchPutMetrics(ledger, faults, clock),
                Operation.BATCH_GET_METRICS, new BatchGetMetrics(ledger),
                Operation.SEND_HEARTBEAT, new SendHeartbeat(ledger),
                Operation.GET_DEVICE_REGISTRATION, new DeviceQuestion(ledger, Operation.GET_DEVICE_REGISTRATION),
                Operation.GET_DEPLOYMENTS, new DeviceQuestion(ledger, Operation.GET_DEPLOYMENTS),
                Operation.PUT_METRIC_DATA, new PutMetricData(ledger, clock),
                Operation.CREATE_LOG_GROUP, new CreateLogGroup(ledger),
                Operation.CREATE_LOG_STREAM, new CreateLogStream(ledger),
                Operation.PUT_LOG_EVENTS, new PutLogEvents(ledger, clock),
                Operation.PUT_RETENTION_POLICY, new PutRetentionPolicy(ledger)));
    }

    /**
     * What the client gets, after any delay asked for.
     *
     * @throws InterruptedException if the receiver closes during the delay
     */
    Delivery handle(Call call, SignedRequest request, byte[] body) throws InterruptedException {
        Optional<Fault> wrongClock = faults.strikeClock(call.operation());
        Duration ahead = wrongClock.map(Fault::duration).orElse(Duration.ZERO);
        Strike strike = Strike.of(List.of());
        Answer answer;
        try {
            authenticate(call, request, wrongClock, ahead);
            JsonNode document = read(call, request, body);
            strike = Strike.of(faults.strikeRequest(call.operation()));
            Thread.sleep(strike.delay().toMillis());
            if (strike.instead().isPresent()) {
                ledger.reject(call.operation(), strike.name());
                return strike.instead().get();
            }
            fail(strike);
            answer = Answers.success(
                    call.protocol(),
                    call.operation().toString(),
                    handlers.get(call.operation()).accept(document));
        } catch (RequestException e) {
            answer = refuse(call, e);
        }
        return strike.deliver(answer.with(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().plus(ahead).atOffset(ZoneOffset.UTC))));
    }

    /** Writes a refusal into the books and words it for the client. */
    Answer refuse(Call call, RequestException refusal) {
        ledger.reject(call.operation(), refusal.code());
        Answer answer = Answers.error(
                call.protocol(), refusal.status(), refusal.code(), refusal.getMessage(), call.queryMode());
        if (refusal.retryAfter().isZero()) {
            return answer;
        }
        long millis = refusal.retryAfter().toMillis();
        return answer.with("Retry-After", Long.toString((millis + 999) / 1000))
                .with("x-amz-retry-after", Long.toString(millis));
    }

    /** A document that is well-formed and of the right shape. */
    private JsonNode read(Call call, SignedRequest request, byte[] body) throws RequestException {
        Service service = call.operation().service();
        checkContentType(call.protocol(), request);
        byte[] plain = ContentEncoding.decode(call, request.headers().getOrDefault("content-encoding", ""), body);
        Handler handler = handlers.get(call.operation());
        try {
            if (call.protocol() == Protocol.QUERY) {
                checkAction(call.operation(), Protocol.action(plain));
            }
            JsonNode document = call.protocol().read(plain, handler.request());
            service.check(handler.request().check(document));
            return document;
        } catch (MalformedBodyException e) {
            throw service.malformed("the body is not well-formed " + call.protocol() + ": " + e.getMessage());
        }
    }

    private void authenticate(Call call, SignedRequest request, Optional<Fault> wrongClock, Duration ahead)
            throws RequestException {
        try {
            authenticator.verify(call.operation().service(), request, ahead);
        } catch (AuthenticationException e) {
            String code = e.isSkew() ? wrongClock.map(Fault::code).orElse(e.code()) : e.code();
            throw new RequestException(Service.unauthenticated(call.protocol()), code, e.getMessage());
        }
    }

    private static void fail(Strike strike) throws RequestException {
        if (strike.failure().filter(fault -> fault.type() == Fault.Type.ERROR).isPresent()) {
            Fault error = strike.failure().get();
            throw new RequestException(error.status(), error.code(), "This failure was asked for", error.duration());
        }
    }

    private static void checkAction(Operation operation, String found) throws RequestException {
        String expected = operation + " " + QUERY_VERSION;
        if (!found.equals(expected)) {
            throw new RequestException(
                    400, "InvalidAction", "Action and Version must be " + expected + ", found " + found);
        }
    }

    private static void checkContentType(Protocol protocol, SignedRequest request) throws RequestException {
        String type = request.headers().getOrDefault("content-type", "");
        if (!protocol.isContentType(type)) {
            throw new RequestException(
                    415,
                    "UnsupportedMediaTypeException",
                    "Content-Type must be " + protocol.contentType() + ", found '" + type + "'");
        }
    }
}
