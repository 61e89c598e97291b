package io.inferometer.receiver.sentinel;

import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.map;
import static io.inferometer.receiver.shape.Shape.number;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.operation.Call;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.s3.LentCredentials;
import io.inferometer.receiver.shape.Member;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.sigv4.SignedRequest;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** {@code POST /runs}. Thread-safe. */
public final class RegisterRun extends ApiHandler {
    private static final Shape COUNT = integer(0, 1L << 53);
    private static final Shape WORDS = list(text());
    private static final Shape TAGS = (value, path, violations) -> (value.isArray()
                    ? list(text(1, 1_000, "[^=]+=.*"))
                    : map(0, 1_000, text(1, 1_000, ".+"), text()))
            .check(value, path, violations);

    private static final Shape REQUEST = structure(Stream.concat(
                    Stream.of(
                                    "project_name",
                                    "job_name",
                                    "stage_name",
                                    "task_name",
                                    "external_run_id",
                                    "container_image",
                                    "env",
                                    "language",
                                    "orchestrator",
                                    "executor",
                                    "team",
                                    "command",
                                    "host_id",
                                    "host_hostname",
                                    "host_ip",
                                    "host_server_allocation",
                                    "host_cpu_model",
                                    "host_gpu_model",
                                    "cloud_vendor_id",
                                    "cloud_account_id",
                                    "cloud_region_id",
                                    "cloud_zone_id",
                                    "cloud_instance_type")
                            .map(name -> optional(name, text())),
                    Stream.of(
                            optional("tags", TAGS),
                            optional("host_vcpus", COUNT),
                            optional("host_memory_mib", COUNT),
                            optional("host_gpu_count", COUNT),
                            optional("host_gpu_memory_mib", COUNT),
                            optional("host_storage_gb", number(0, Double.MAX_VALUE))))
            .toArray(Member[]::new));

    private final RunBooks runs;
    private final RunLoans loans;

    /** @param lent the temporary credentials that were issued */
    public RegisterRun(ReceiverOptions options, RunBooks runs, LentCredentials lent) {
        super(Operation.REGISTER_RUN, options.sentinelToken());
        this.runs = runs;
        this.loans = new RunLoans(lent, options.region(), options.clock());
    }

    @Override
    public Execution check(Call call, SignedRequest request, byte[] body) throws RequestException {
        JsonNode registration = read(request, body, REQUEST);
        if (registration.has("command")) {
            checkCommand(registration.get("command").textValue());
        }
        return () -> {
            String runId = runs.open(registration);
            return answer(
                    200,
                    Map.of(
                            "run_id", runId,
                            "upload_uri_prefix", RunLoans.prefix(runId),
                            "upload_credentials", loans.lend(runId)));
        };
    }

    private static void checkCommand(String command) throws RequestException {
        try {
            JsonNode words = Protocol.REST_JSON.read(command.getBytes(StandardCharsets.UTF_8), WORDS);
            if (WORDS.check(words).isEmpty()) {
                return;
            }
        } catch (MalformedBodyException noJson) {
            // It is refused like other JSON.
        }
        throw invalid("command: expected text that holds a JSON array of text, found " + command);
    }
}
