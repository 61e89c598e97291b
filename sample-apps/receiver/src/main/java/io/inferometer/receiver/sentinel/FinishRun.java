package io.inferometer.receiver.sentinel;

import static io.inferometer.receiver.shape.Shape.choice;
import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.s3.ObjectBooks;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.sigv4.SignedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** {@code POST /runs/<id>/finish}. Thread-safe. */
public final class FinishRun extends ApiHandler {
    private static final int BODY_LIMIT = 4 << 20;
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|\\+00:00)";

    private static final Shape REQUEST = structure(
            optional("exit_code", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            required("run_status", choice("finished", "failed")),
            optional("finished_at", text(20, 40, TIME)),
            required("data_source", choice("s3", "inline")),
            optional("data_uris", list(1, 100_000, text(1, 2_000, "s3://[^/]+/.+"))),
            optional("data_csv", text()));

    private final RunBooks runs;
    private final ObjectBooks objects;

    /** @param objects what was uploaded */
    public FinishRun(ReceiverOptions options, RunBooks runs, ObjectBooks objects) {
        super(Operation.FINISH_RUN, options.sentinelToken());
        this.runs = runs;
        this.objects = objects;
    }

    @Override
    public int bodyLimit() {
        return BODY_LIMIT;
    }

    @Override
    public Execution check(Call call, SignedRequest request, byte[] body) throws RequestException {
        JsonNode document = read(request, body, REQUEST);
        boolean isInline = document.get("data_source").textValue().equals("inline");
        if (document.has("data_csv") != isInline || document.has("data_uris") == isInline) {
            throw invalid("expected data_csv for inline and data_uris for s3, and no other");
        }
        String runId = runId(request);
        return () -> finish(runId, document);
    }

    private Answer finish(String runId, JsonNode document) throws RequestException {
        List<String> uris = new ArrayList<>();
        document.path("data_uris").forEach(uri -> uris.add(uri.textValue()));
        RunRows rows = new RunRows();
        if (document.has("data_csv")) {
            add("data_csv", () -> rows.add(document.get("data_csv").textValue()));
        }
        if (new HashSet<>(uris).size() < uris.size()) {
            throw invalid("data_uris: expected each object once, found " + uris);
        }
        for (String uri : uris) {
            byte[] object = objects.get(uri)
                    .filter(found -> uri.startsWith(RunLoans.prefix(runId) + "/"))
                    .orElseThrow(() -> invalid("data_uris: " + uri + " was not uploaded for this run"));
            add(uri, () -> rows.addGzipped(object));
        }
        String status = document.get("run_status").textValue();
        Integer exitCode = document.has("exit_code") ? document.get("exit_code").intValue() : null;
        runs.finish(runId, status, exitCode, document.get("data_source").textValue(), uris, rows);
        return answer(200, processed(runId, status, uris.size(), rows.rows().size()));
    }

    private static void add(String source, Runnable reading) throws RequestException {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            throw invalid(source + ": " + e.getMessage());
        }
    }

    private static ObjectNode processed(String runId, String status, int files, int rows) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("run").put("run_id", runId).put("run_status", status);
        ObjectNode processing =
                answer.putObject("processing").put("status", "ok").put("rows", rows);
        processing.put("files", files == 0 ? null : files);
        processing.put("duration_ms", 0.0).putNull("error");
        return answer;
    }
}
