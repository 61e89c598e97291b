package io.inferometer.benchmark.scrape;

import com.sun.management.ThreadMXBean;
import io.inferometer.benchmark.forked.Machine;
import io.inferometer.benchmark.forked.MarkdownTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** Processor time and memory that an answer about a thousand models costs the listener and the aggregator, medians of many. */
public final class ScrapeCost {

    private static final int MODELS = 1_000;
    private static final int WARM_UP = 120;
    private static final int ANSWERS = 41;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ScrapeCost() {}

    public static void main(String[] args) throws IOException {
        System.out.printf(
                "%s, JDK %s, %d models, medians of %d answers%n%n",
                Machine.describe(), Runtime.version(), MODELS, ANSWERS);
        MarkdownTable.row("answer", "outcomes called", "sent as", "CPU, ms", "allocated, KiB", "sent, KiB");
        MarkdownTable.row("---", "---:", "---", "---:", "---:", "---:");
        for (String path : List.of("/metrics", "/api/snapshot")) {
            for (int outcomes : new int[] {1, 4}) {
                for (String coding : List.of("", "gzip")) {
                    measure(path, outcomes, coding);
                }
            }
        }
        System.exit(0);
    }

    private static void measure(String path, int outcomes, String coding) throws IOException {
        String headers = coding.isEmpty() ? "" : "Accept-Encoding: " + coding + "\r\n";
        long[] nanos = new long[ANSWERS];
        long[] allocated = new long[ANSWERS];
        long bytes = 0;
        try (ScrapedAgent agent = new ScrapedAgent(MODELS, outcomes);
                ScrapeClient client = new ScrapeClient(agent.address())) {
            for (int i = -WARM_UP; i < ANSWERS; i++) {
                agent.callAll();
                long[] before = usage();
                bytes = client.get(path, headers);
                long[] after = usage();
                nanos[Math.max(i, 0)] = after[0] - before[0];
                allocated[Math.max(i, 0)] = after[1] - before[1];
            }
        }
        MarkdownTable.row(
                path,
                Integer.toString(outcomes),
                coding.isEmpty() ? "text" : coding,
                MarkdownTable.cell(median(nanos) / 1e6, 1),
                Long.toString(median(allocated) / 1024),
                Long.toString(bytes / 1024));
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Processor time and memory allocated so far, of the listener's and the aggregator's thread. */
    private static long[] usage() {
        long[] sums = new long[2];
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.equals("inferometer-http") || name.equals("inferometer-aggregator")) {
                sums[0] += THREADS.getThreadCpuTime(thread.getId());
                sums[1] += THREADS.getThreadAllocatedBytes(thread.getId());
            }
        }
        return sums;
    }
}
