package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.inferometer.agent.e2e.app.CallBook;
import io.inferometer.agent.e2e.app.OnnxCalls;
import io.inferometer.agent.e2e.app.OnnxModel;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Received;
import io.inferometer.receiver.Receiver;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One run of {@link OnnxCalls} with three exporters on, two of which send to a receiver. */
final class OnnxRun {

    /** The file gives the one its name. The class that loads the bytes cannot: its package looks like the agent's own. */
    private static final List<String> MODELS = List.of("doubling", "onnxruntime");

    private static final String LIBRARY = "onnxruntime";

    private final Receiver receiver;
    private final Path directory;
    private final CallBook book;

    OnnxRun(Receiver receiver, Path directory) throws IOException {
        this.receiver = receiver;
        this.directory = directory;
        Files.write(model(), OnnxModel.bytes());
        book = CallBook.open(directory.resolve("book"));
    }

    private Path model() {
        return directory.resolve(MODELS.get(0) + ".onnx");
    }

    private Path file() {
        return directory.resolve("windows.jsonl");
    }

    CallBook book() {
        return book;
    }

    /** @see OnnxCalls#main */
    RunningJvm start(Jdk jdk, int threads, long callsPerThread, String end) {
        return AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                        receiver.address(),
                        "exporters=sagemaker-metrics,sagemaker-edge,file",
                        "file.path=" + file(),
                        "spool.directory=" + directory.resolve("spool"),
                        // Loading the AWS SDK can take seconds in a JVM whose application leaves no core idle.
                        "shutdown.timeout=20s",
                        "client-errors=ai.onnxruntime.OrtException"))
                // ONNX Runtime loads its native library (JEP 472).
                .flags("--enable-native-access=ALL-UNNAMED")
                .classPath(Path.of("target/test-classes"), onnxRuntime())
                .start(
                        OnnxCalls.class,
                        model().toString(),
                        directory.resolve("book").toString(),
                        Integer.toString(threads),
                        Long.toString(callsPerThread),
                        end);
    }

    /** The jar of ONNX Runtime that this build is tested with. */
    static Path onnxRuntime() {
        try {
            return Path.of(OrtEnvironment.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every exporter said of every model exactly what the application booked. */
    void assertAllExportersSayWhatWasBooked() {
        for (int model = 0; model < MODELS.size(); model++) {
            Exported booked = Exported.booked(book.read(model));
            assertThat(booked.calls()).isPositive();
            assertThat(booked.clientErrors()).isPositive();
            assertThat(booked.serverErrors()).isPositive();
            assertThat(toFile(model)).as("file").isEqualTo(booked);
            assertThat(toMetrics(model)).as("sagemaker-metrics").isEqualTo(booked);
            assertThat(toEdge(model)).as("sagemaker-edge").isEqualTo(booked.asEdge());
        }
    }

    /** Whether the receiver has every window that the file has. */
    boolean metricsSayWhatTheFileSays() {
        for (int model = 0; model < MODELS.size(); model++) {
            if (!toMetrics(model).equals(toFile(model))) {
                return false;
            }
        }
        return true;
    }

    /** All exporters said the same of each model; answers how many calls that makes. */
    long assertAllExportersSayTheSame() {
        long calls = 0;
        for (int model = 0; model < MODELS.size(); model++) {
            Exported file = toFile(model);
            assertThat(toMetrics(model)).as("sagemaker-metrics").isEqualTo(file);
            assertThat(toEdge(model)).as("sagemaker-edge").isEqualTo(file.asEdge());
            calls += file.calls();
        }
        return calls;
    }

    private Exported toFile(int model) {
        return Exported.toFile(file(), LIBRARY, MODELS.get(model));
    }

    private Exported toMetrics(int model) {
        return Exported.toMetrics(received(), LIBRARY + "/" + MODELS.get(model));
    }

    private Exported toEdge(int model) {
        return Exported.toEdge(received(), LIBRARY + "-" + MODELS.get(model));
    }

    Received received() {
        return receiver.received();
    }
}
