package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.ModelBooks;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of an application that is compiled against the libraries it brings, and keeps {@link ModelBooks}. */
final class LibraryRun {

    private static final Pattern BOOKED = Pattern.compile("^booked (\\S+) = (.*)$", Pattern.MULTILINE);
    private static final Pattern MODEL = Pattern.compile("[{,]model=\"([^\"]*)\".*[{,]library=\"([^\"]*)\"");
    private static final Pattern NONE = Pattern.compile("");
    private static final String NOTHING = ModelBooks.line(0, 0, 0, 0, 0, 0, 0, 0);
    private static final String CALLS = "inferometer_inference_duration_seconds_count";

    private LibraryRun() {}

    /** The class path of an application: its class, compiled against these libraries, the class of the books, and the libraries. */
    static List<Path> classPath(Path folder, String application, List<Path> libraries) {
        List<Path> classPath = new ArrayList<>(libraries);
        classPath.add(0, Path.of("target/test-classes"));
        Map<String, String> source =
                Map.of("application/" + application + ".java", TestJars.source(application + ".java"));
        classPath.add(0, TestJars.compile(folder, source, "--class-path", classPath));
        return classPath;
    }

    /** Runs an application with the agent, asserts and returns what {@link #assertExact(RunningJvm)} does. */
    static Map<String, Double> assertExact(ForkedJvm jvm, String application, String... arguments) {
        try (RunningJvm running = start(jvm.agent(), application, arguments)) {
            return assertExact(running);
        }
    }

    static RunningJvm start(ForkedJvm jvm, String application, String... arguments) {
        // The libraries load native code (JEP 472).
        return jvm.flags("--enable-native-access=ALL-UNNAMED").start("application." + application, arguments);
    }

    /**
     * Asserts that {@code /metrics} says of every model what the application booked, and nothing of any other, and that the
     * application ends well.
     *
     * @return the samples of {@code /metrics}
     */
    static Map<String, Double> assertExact(RunningJvm running) {
        Map<String, Double> samples = assertBooked(running, NONE);
        assertThat(Metrics.sum(samples, "inferometer_agent_instrumentation_errors_total"))
                .isZero();
        assertThat(Metrics.sum(samples, "inferometer_agent_measuring_errors_total"))
                .isZero();
        Result result = running.finish();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.agentLines()).as("where the dashboard is").hasSize(1);
        return samples;
    }

    /**
     * Asserts that {@code /metrics} says of every model what the application booked, and nothing of any other.
     *
     * @param besides models that are not booked
     * @return the samples of {@code /metrics}
     */
    static Map<String, Double> assertBooked(RunningJvm running, Pattern besides) {
        running.awaitOut("^all booked$");
        Map<String, String> booked = new TreeMap<>();
        for (Matcher line = BOOKED.matcher(running.out()); line.find(); ) {
            booked.put(line.group(1), line.group(2));
        }
        Map<String, Double> samples = running.metrics().samples();
        Map<String, String> measured = measured(samples);
        measured.keySet().removeIf(model -> besides.matcher(model).matches());
        assertThat(measured).isEqualTo(booked);
        assertThat(Metrics.sum(samples, "inferometer_inferences_in_flight")).isZero();
        return samples;
    }

    /** How many native objects of a library are open, by kind. */
    static double openHandles(Map<String, Double> samples, String library, String kind) {
        return Metrics.sum(
                samples, "inferometer_native_handles_open", "library=\"" + library + "\"", "kind=\"" + kind + "\"");
    }

    /** What is measured, without the models that nothing happened to. */
    private static Map<String, String> measured(Map<String, Double> samples) {
        Map<String, String> measured = new TreeMap<>();
        for (String sample : samples.keySet()) {
            Matcher model = MODEL.matcher(sample);
            if (model.find()) {
                measured.computeIfAbsent(model.group(2) + "/" + model.group(1), id -> measured(samples, model));
            }
        }
        measured.values().removeIf(NOTHING::equals);
        return measured;
    }

    private static String measured(Map<String, Double> samples, MatchResult model) {
        String name = "model=\"" + model.group(1) + "\"";
        String library = "library=\"" + model.group(2) + "\"";
        return ModelBooks.line(
                Metrics.sum(samples, CALLS, name, library, "outcome=\"success\""),
                Metrics.sum(samples, CALLS, name, library, "outcome=\"client_error\""),
                Metrics.sum(samples, CALLS, name, library, "outcome=\"server_error\""),
                Metrics.sum(samples, "inferometer_batch_size_count", name, library),
                Metrics.sum(samples, "inferometer_batch_size_sum", name, library),
                Metrics.sum(samples, "inferometer_model_loads_total", name, library, "status=\"success\""),
                Metrics.sum(samples, "inferometer_model_loads_total", name, library, "status=\"failure\""),
                Metrics.sum(samples, "inferometer_models_loaded", name, library));
    }
}
