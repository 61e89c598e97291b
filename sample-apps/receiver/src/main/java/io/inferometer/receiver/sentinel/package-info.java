/**
 * The ingestion API of Spare Cores Sentinel: a run is registered, lent credentials for its uploads, and finished once.
 *
 * <p>Data flow: {@link io.inferometer.receiver.sentinel.RegisterRun} opens a run in {@link
 * io.inferometer.receiver.sentinel.RunBooks} and lends credentials for {@code s3://sentinel/runs/<id>/}; {@link
 * io.inferometer.receiver.sentinel.RefreshCredentials} lends others; {@link io.inferometer.receiver.sentinel.FinishRun}
 * reads the rows, inline or from the objects that the call lists, and closes the run.
 *
 * <p>Calls bear the token of the receiver's options, else they get 401. What breaks a rule gets 422 as FastAPI writes it, {@code
 * {"detail":[{"loc":["body"],"msg":"…","type":"ValidationError"}]}}, a run that is not known 404, and one that is finished 409.
 * Stricter than the service: every column of its published clients must be there, in their order, and others behind them have names of their own, an object that is listed must
 * have been uploaded for the run, none may be listed twice, and a body that is compressed is refused.
 *
 * <p>Threading rule: handlers are thread-safe; the books are guarded by the monitor of the {@code Ledger}.
 *
 * <p>Bounded: {@value io.inferometer.receiver.sentinel.RunBooks#RUNS_KEPT} runs, each with {@value
 * io.inferometer.receiver.sentinel.RunBooks#ROWS_KEPT} rows; more rows are counted only.
 */
package io.inferometer.receiver.sentinel;
