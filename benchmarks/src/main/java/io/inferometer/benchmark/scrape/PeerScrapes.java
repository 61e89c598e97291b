package io.inferometer.benchmark.scrape;

import com.sun.management.ThreadMXBean;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.ModelMetric;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What libraries take for the text of as many histograms as {@link ScrapeCost} asks the agent for, with the agent's bounds, medians of many. They
 * write it into nothing: sending is not part of their figures, as it is of the agent's.
 */
public final class PeerScrapes {

    private static final int MODELS = 1_000;
    private static final int OUTCOMES = 4;
    private static final int WARM_UP = 20;
    private static final int ANSWERS = 21;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);
    private final List<Runnable> calls = new ArrayList<>();

    private PeerScrapes() {}

    /** Writes all there is. */
    @FunctionalInterface
    private interface Text {
        void write(OutputStream out) throws IOException;
    }

    private static final class CountedBytes extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }

    public static void main(String[] args) throws IOException {
        System.out.printf(
                "%s, JDK %s, %d models with %d outcomes, medians of %d texts, not sent%n%n",
                Machine.describe(), Runtime.version(), MODELS, OUTCOMES, ANSWERS);
        MarkdownTable.row("library", "CPU, ms", "allocated, KiB", "text, KiB");
        MarkdownTable.row("---", "---:", "---:", "---:");
        PeerScrapes prometheus = new PeerScrapes();
        prometheus.measure("Prometheus' client", prometheus.client());
        PeerScrapes micrometer = new PeerScrapes();
        micrometer.measure("Micrometer in front of it", micrometer.micrometer());
    }

    private static double[] bounds() {
        Description description = ModelMetric.INFERENCE_DURATION.description();
        return IntStream.rangeClosed(description.firstBound(), description.lastBound())
                .mapToDouble(exponent -> Math.scalb(1.0, exponent))
                .toArray();
    }

    private Text client() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Histogram histogram = Histogram.builder()
                .name("inference_duration_seconds")
                .labelNames("library", "model", "outcome", "version")
                .classicOnly()
                .classicUpperBounds(bounds())
                .register(registry);
        for (int model = 0; model < MODELS; model++) {
            for (int outcome = 0; outcome < OUTCOMES; outcome++) {
                var series = histogram.labelValues("config", name(model), "outcome-" + outcome, "");
                calls.add(() -> series.observe(millis() / 1e3));
            }
        }
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        return out -> writer.write(out, registry.scrape());
    }

    private Text micrometer() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Duration[] objectives = Arrays.stream(bounds())
                .mapToObj(seconds -> Duration.ofNanos((long) (1e9 * seconds)))
                .toArray(Duration[]::new);
        for (int model = 0; model < MODELS; model++) {
            for (int outcome = 0; outcome < OUTCOMES; outcome++) {
                Timer timer = Timer.builder("inference.duration")
                        .tags("library", "config", "model", name(model), "outcome", "outcome-" + outcome)
                        .serviceLevelObjectives(objectives)
                        .register(registry);
                calls.add(() -> timer.record(Duration.ofMillis(millis())));
            }
        }
        return registry::scrape;
    }

    private static String name(int model) {
        return "some-quite-long-model-name-v2-" + model;
    }

    private int millis() {
        return 1 + random.nextInt(60);
    }

    private void measure(String name, Text text) throws IOException {
        long[] nanos = new long[ANSWERS];
        long[] allocated = new long[ANSWERS];
        CountedBytes out = new CountedBytes();
        long thread = Thread.currentThread().getId();
        for (int i = -WARM_UP; i < ANSWERS; i++) {
            calls.forEach(Runnable::run);
            out.count = 0;
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            long bytesBefore = THREADS.getThreadAllocatedBytes(thread);
            text.write(out);
            nanos[Math.max(i, 0)] = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            allocated[Math.max(i, 0)] = THREADS.getThreadAllocatedBytes(thread) - bytesBefore;
        }
        Arrays.sort(nanos);
        Arrays.sort(allocated);
        MarkdownTable.row(
                name,
                MarkdownTable.cell(nanos[ANSWERS / 2] / 1e6, 1),
                Long.toString(allocated[ANSWERS / 2] / 1024),
                Long.toString(out.count / 1024));
    }
}
