package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.NotesInMemory;
import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.fixture.GivenSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Sentinel and S3 at one address, which do what they are asked unless told otherwise, and the notes of exporters that use them. */
final class FakeSentinel implements AutoCloseable {

    private static final String CREDENTIALS =
            "\"upload_credentials\":{\"access_key\":\"identity\",\"secret_key\":\"hush\",\"session_token\":\"token-%d\","
                    + "\"expires_at\":\"%s\",\"region\":\"us-east-1\"}";

    private final FakeService service = new FakeService();
    private final Map<String, byte[]> objects = new TreeMap<>();
    private final List<Request> finishes = new ArrayList<>();
    private final NotesInMemory notes = new NotesInMemory();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final GivenSettings settings;
    private OptionalInt exitCode = OptionalInt.empty();
    private String expiry = "2099-01-01T00:00:00Z";
    private int runs;
    private int refreshes;

    /** Answers in place of what follows, where it has an answer. */
    private volatile Function<Request, Optional<Answer>> before = request -> Optional.empty();

    FakeSentinel(String jvm) throws IOException {
        settings = new GivenSettings(Given.resource(jvm)) {
            @Override
            public OptionalInt exitCode() {
                return exitCode;
            }

            @Override
            public Thread newThread(String name, Runnable task) {
                threads.add(name);
                // Asks nobody: tests stay on this machine.
                return new Thread(() -> {}, name);
            }
        };
        settings.with("sentinel.token", "tok")
                .with("sentinel.url", URI.create(service.url()))
                .with("sentinel.s3-endpoint", URI.create(service.url()))
                .with("sentinel.cloud-discovery", false)
                .with("sentinel.inference-columns", false)
                .with("sentinel.upload-interval", Duration.ofSeconds(60));
        service.answer(this::answer);
    }

    /** An exporter as a JVM makes it. */
    SentinelExporter exporter() {
        return exporter(Clock.systemUTC());
    }

    /** The same on a machine with this clock. */
    SentinelExporter exporter(Clock clock) {
        SentinelExporter exporter = (SentinelExporter) new SentinelProvider(clock).create(settings);
        exporter.use(notes);
        return exporter;
    }

    GivenSettings settings() {
        return settings;
    }

    NotesInMemory notes() {
        return notes;
    }

    /** Names of threads that exporters made. */
    List<String> threads() {
        return threads;
    }

    void exitCode(int code) {
        exitCode = OptionalInt.of(code);
    }

    /** When credentials that are lent from now on expire. */
    void expiry(String when) {
        expiry = when;
    }

    void answersBefore(Function<Request, Optional<Answer>> those) {
        before = those;
    }

    /** Answers every request whose path ends so. */
    void answers(String ending, Answer answer) {
        before = request -> request.path().endsWith(ending) ? Optional.of(answer) : Optional.empty();
    }

    int runs() {
        return runs;
    }

    int refreshes() {
        return refreshes;
    }

    /** Paths of what was uploaded. */
    Set<String> objects() {
        return objects.keySet();
    }

    /** The requests that finished runs. */
    List<Request> finishes() {
        return finishes;
    }

    /** Lines below the header of an object. */
    static List<String> rows(byte[] object) {
        return rows(text(object));
    }

    private static String text(byte[] object) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    static List<String> rows(String csv) {
        return csv.lines().skip(1).toList();
    }

    /** The first line of each object. */
    List<String> headers() {
        return objects.values().stream()
                .map(object -> text(object).lines().findFirst().orElseThrow())
                .toList();
    }

    /** Of all objects. */
    List<String> uploadedRows() {
        return objects.values().stream()
                .flatMap(object -> rows(object).stream())
                .toList();
    }

    private synchronized Answer answer(Request request) {
        Optional<Answer> given = before.apply(request);
        if (given.isPresent()) {
            return given.get();
        }
        if (request.method().equals("PUT")) {
            objects.put(request.path(), request.bytes());
            return Answer.of(200, "");
        }
        if (request.path().equals("/runs")) {
            runs++;
            return Answer.of(
                    200,
                    "{\"run_id\":\"r" + runs + "\",\"upload_uri_prefix\":\"s3://bucket/r" + runs + "\"," + credentials()
                            + "}");
        }
        if (request.path().endsWith("/refresh-credentials")) {
            refreshes++;
            return Answer.of(200, "{" + credentials() + "}");
        }
        finishes.add(request);
        return Answer.of(200, "{\"processing\":{\"status\":\"ok\",\"rows\":1,\"error\":null}}");
    }

    private String credentials() {
        return String.format(CREDENTIALS, refreshes, expiry);
    }

    @Override
    public void close() {
        service.close();
    }
}
