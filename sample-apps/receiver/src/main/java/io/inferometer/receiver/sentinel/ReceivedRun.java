package io.inferometer.receiver.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.Newest;
import java.util.List;

/**
 * A run. Immutable.
 *
 * @param registration what it was registered with, without what was null
 * @param refreshes how often other credentials were lent
 * @param status {@code started}, {@code finished} or {@code failed}
 * @param exitCode null if it was not said
 * @param dataSource {@code s3} or {@code inline}; empty until it is finished
 * @param dataUris the objects it was finished with
 * @param header the first line of the first object, or of the text, with its rows; empty until it is finished
 * @param rows how many it was finished with
 * @param repeatedRows rows that have the timestamp of one before
 * @param latestRows the newest rows, the newest last
 */
public record ReceivedRun(
        String runId,
        JsonNode registration,
        int refreshes,
        String status,
        Integer exitCode,
        String dataSource,
        List<String> dataUris,
        String header,
        long rows,
        long repeatedRows,
        List<String> latestRows) {

    static ReceivedRun started(String runId, JsonNode registration) {
        return new ReceivedRun(runId, registration, 0, "started", null, "", List.of(), "", 0, 0, List.of());
    }

    /** Whether it is not finished yet. */
    public boolean open() {
        return status.equals("started");
    }

    ReceivedRun refreshed() {
        return new ReceivedRun(
                runId,
                registration,
                refreshes + 1,
                status,
                exitCode,
                dataSource,
                dataUris,
                header,
                rows,
                repeatedRows,
                latestRows);
    }

    ReceivedRun finished(String how, Integer code, String source, List<String> uris, RunRows found) {
        return new ReceivedRun(
                runId,
                registration,
                refreshes,
                how,
                code,
                source,
                List.copyOf(uris),
                found.header(),
                found.rows().size(),
                found.repeats(),
                List.copyOf(Newest.tail(found.rows(), RunBooks.ROWS_KEPT)));
    }

    ReceivedRun latest(int count) {
        return new ReceivedRun(
                runId,
                registration,
                refreshes,
                status,
                exitCode,
                dataSource,
                dataUris,
                header,
                rows,
                repeatedRows,
                Newest.tail(latestRows, count));
    }
}
