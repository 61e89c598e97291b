package io.inferometer.sample.quickstart;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The run that the receiver got, from its {@code /received}.
 *
 * @param uploads objects that were put
 * @param refused of these and of the calls that begin and end a run
 * @param rows one for each look at the machine
 * @param problem what is wrong with the run beside that; empty if nothing is
 */
record RunBooks(long uploads, long refused, long rows, String problem) {

    /** @param seconds how long there was load: each second has its row */
    static RunBooks of(JsonNode received, double seconds) {
        JsonNode requests = received.path("requests");
        JsonNode runs = received.path("sentinel");
        JsonNode run = runs.path("latest").path(0);
        long uploads = requests.path("PutObject").path("accepted").asLong();
        long refused = 0;
        for (String operation : new String[] {"RegisterRun", "RefreshCredentials", "PutObject", "FinishRun"}) {
            refused += requests.path(operation).path("rejected").asLong();
        }
        long rows = run.path("rows").asLong();
        return new RunBooks(uploads, refused, rows, problem(runs, run, uploads, rows, seconds));
    }

    private static String problem(JsonNode runs, JsonNode run, long uploads, long rows, double seconds) {
        if (runs.path("registered").asLong() != 1 || runs.path("finished").asLong() != 1) {
            return "not one run, finished once";
        }
        if (run.path("dataUris").size() != uploads) {
            return "uploads and those it was finished with differ";
        }
        if (run.path("repeatedRows").asLong() > 0) {
            return "rows came twice";
        }
        // A look may come a little late.
        return rows < Math.floor(seconds * 0.9) ? "rows are missing" : "";
    }
}
