package io.inferometer.receiver;

import io.inferometer.receiver.cloudwatch.PutMetricData;
import io.inferometer.receiver.edge.DeviceQuestion;
import io.inferometer.receiver.edge.SendHeartbeat;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.fault.Faults;
import io.inferometer.receiver.fault.Strike;
import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.http.Delivery;
import io.inferometer.receiver.logs.CreateLogGroup;
import io.inferometer.receiver.logs.CreateLogStream;
import io.inferometer.receiver.logs.GetLogEvents;
import io.inferometer.receiver.logs.PutLogEvents;
import io.inferometer.receiver.logs.PutRetentionPolicy;
import io.inferometer.receiver.operation.Authenticator;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Handler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.s3.PutObject;
import io.inferometer.receiver.sagemaker.BatchGetMetrics;
import io.inferometer.receiver.sagemaker.BatchPutMetrics;
import io.inferometer.receiver.sentinel.FinishRun;
import io.inferometer.receiver.sentinel.RefreshCredentials;
import io.inferometer.receiver.sentinel.RegisterRun;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leads each request to the handler of its operation, past the faults in force. Thread-safe. */
final class Dispatcher {
    private final Ledger ledger;
    private final Faults faults;
    private final Authenticator authenticator;
    private final InstantSource clock;
    private final Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);

    Dispatcher(ReceiverOptions options, Ledger ledger, Faults faults, Authenticator authenticator) {
        this.ledger = ledger;
        this.faults = faults;
        this.authenticator = authenticator;
        this.clock = options.clock();
        List.of(
                        new BatchPutMetrics(ledger.items(), faults::strikeItem, clock),
                        new BatchGetMetrics(ledger.items()),
                        new SendHeartbeat(ledger.heartbeats()),
                        new DeviceQuestion(Operation.GET_DEVICE_REGISTRATION),
                        new DeviceQuestion(Operation.GET_DEPLOYMENTS),
                        new PutMetricData(ledger.metricData(), clock),
                        new CreateLogGroup(ledger.logs()),
                        new CreateLogStream(ledger.logs()),
                        new PutLogEvents(ledger.logs(), clock),
                        new GetLogEvents(ledger.logs()),
                        new PutRetentionPolicy(ledger.logs()),
                        new RegisterRun(options, ledger.runs(), ledger.lent()),
                        new RefreshCredentials(options, ledger.runs(), ledger.lent()),
                        new FinishRun(options, ledger.runs(), ledger.objects()),
                        new PutObject(options.region(), clock, ledger.lent(), ledger.objects()))
                .forEach(handler -> handlers.put(handler.operation(), handler));
    }

    /** The most bytes that the body of a call may have. */
    int bodyLimit(Call call) {
        return handler(call).bodyLimit();
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
            Handler.Execution execution = handler(call).check(call, request, body);
            strike = Strike.of(faults.strikeRequest(call.operation()));
            Thread.sleep(strike.delay().toMillis());
            if (strike.instead().isPresent()) {
                ledger.reject(call.operation(), strike.name());
                return strike.instead().get();
            }
            fail(strike);
            answer = ledger.execute(call.operation(), execution);
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
        return handler(call).refuse(call, refusal);
    }

    private Handler handler(Call call) {
        return handlers.get(call.operation());
    }

    private void authenticate(Call call, SignedRequest request, Optional<Fault> wrongClock, Duration ahead)
            throws RequestException {
        try {
            handler(call).authenticate(authenticator, request, ahead);
        } catch (AuthenticationException e) {
            String code = e.isSkew() ? wrongClock.map(Fault::code).orElse(e.code()) : e.code();
            throw new RequestException(
                    call.operation().service().unauthenticated(call.protocol()), code, e.getMessage());
        }
    }

    private static void fail(Strike strike) throws RequestException {
        if (strike.failure().filter(fault -> fault.type() == Fault.Type.ERROR).isPresent()) {
            Fault error = strike.failure().get();
            throw new RequestException(error.status(), error.code(), "This failure was asked for", error.duration());
        }
    }
}
