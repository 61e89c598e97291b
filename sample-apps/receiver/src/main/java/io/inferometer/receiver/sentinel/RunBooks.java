package io.inferometer.receiver.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs. Not thread-safe. */
public final class RunBooks {
    /** How many runs are known; the oldest is forgotten for another. */
    public static final int RUNS_KEPT = 1_000;

    /** How many rows of one run are kept. */
    public static final int ROWS_KEPT = 10_000;

    private final Map<String, ReceivedRun> byId = new LinkedHashMap<>();
    private long registered;
    private long finished;

    /** Opens a run under a name that none had before. */
    String open(JsonNode registration) {
        if (byId.size() == RUNS_KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
        registered++;
        String runId = "run-" + registered;
        byId.put(runId, ReceivedRun.started(runId, registration));
        return runId;
    }

    /** @throws RequestException if there is no such run, or it is finished */
    void refresh(String runId) throws RequestException {
        byId.put(runId, find(runId).refreshed());
    }

    /** @throws RequestException if there is no such run, or it is finished */
    void finish(String runId, String status, Integer exitCode, String source, List<String> uris, RunRows rows)
            throws RequestException {
        byId.put(runId, find(runId).finished(status, exitCode, source, uris, rows));
        finished++;
    }

    /** Empties the books. */
    public void clear() {
        byId.clear();
        registered = 0;
        finished = 0;
    }

    /** The runs as they are now. */
    public ReceivedRuns snapshot() {
        return new ReceivedRuns(registered, finished, List.copyOf(byId.values()));
    }

    private ReceivedRun find(String runId) throws RequestException {
        ReceivedRun run = byId.get(runId);
        if (run == null) {
            throw new RequestException(404, "NotFound", "there is no run " + runId);
        }
        if (!run.open()) {
            throw new RequestException(409, "Conflict", "run " + runId + " is " + run.status() + " already");
        }
        return run;
    }
}
