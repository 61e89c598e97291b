package io.inferometer.receiver.sentinel;

import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.s3.LentCredentials;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.util.Map;

/** {@code POST /runs/<id>/refresh-credentials}. Thread-safe. */
public final class RefreshCredentials extends ApiHandler {
    private final RunBooks runs;
    private final RunLoans loans;

    /** @param lent the temporary credentials that were issued */
    public RefreshCredentials(ReceiverOptions options, RunBooks runs, LentCredentials lent) {
        super(Operation.REFRESH_CREDENTIALS, options.sentinelToken());
        this.runs = runs;
        this.loans = new RunLoans(lent, options.region(), options.clock());
    }

    @Override
    public Execution check(Call call, SignedRequest request, byte[] body) throws RequestException {
        if (body.length > 0) {
            throw invalid("expected no body, found one of " + body.length + " bytes");
        }
        String runId = runId(request);
        return () -> {
            runs.refresh(runId);
            return answer(200, Map.of("upload_credentials", loans.lend(runId)));
        };
    }
}
