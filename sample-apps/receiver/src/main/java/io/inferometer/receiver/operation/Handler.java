package io.inferometer.receiver.operation;

import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.sigv4.AuthenticationException;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.Answers;
import java.time.Duration;

/**
 * Serves one operation: who may call it, what its requests must look like, what it does, and how it answers. Every operation
 * of every service is one; {@link DocumentHandler} is for those that are sent and answered as documents. Thread-safe.
 */
public abstract class Handler {
    private static final int BODY_LIMIT = 1 << 20;

    private final Operation operation;

    protected Handler(Operation operation) {
        this.operation = operation;
    }

    /** What this serves. */
    public final Operation operation() {
        return operation;
    }

    /** The most bytes that a body may have. */
    public int bodyLimit() {
        return BODY_LIMIT;
    }

    /**
     * Returns if the caller may call: here, who signs with the credentials that are good now.
     *
     * @param ahead how far the receiver's clock is ahead
     */
    public void authenticate(Authenticator authenticator, SignedRequest request, Duration ahead)
            throws AuthenticationException {
        authenticator.verify(operation.service(), request, ahead);
    }

    /**
     * Checks a request against the rules of the operation.
     *
     * @return what does it; not run where a failure is asked for
     */
    public abstract Execution check(Call call, SignedRequest request, byte[] body) throws RequestException;

    /** Words a refusal for the client. */
    public Answer refuse(Call call, RequestException refusal) {
        return withRetryAfter(
                Answers.error(
                        call.protocol(), refusal.status(), refusal.code(), refusal.getMessage(), call.queryMode()),
                refusal);
    }

    /** Returns the same answer with the headers that say when to call again, if the refusal does. */
    protected static Answer withRetryAfter(Answer answer, RequestException refusal) {
        if (refusal.retryAfter().isZero()) {
            return answer;
        }
        long millis = refusal.retryAfter().toMillis();
        return answer.with("Retry-After", Long.toString((millis + 999) / 1000))
                .with("x-amz-retry-after", Long.toString(millis));
    }

    /** A request that keeps the rules, to be done once. */
    public interface Execution {
        /** Does it, writes it into the service's books unless it throws, and words the answer. */
        Answer run() throws RequestException;
    }
}
