package io.inferometer.agent;

import com.sun.management.ThreadMXBean;
import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.http.Listener;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Resource;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An aggregator and a listener over many models, and one client that asks again and again. */
final class ScrapeCost implements AutoCloseable {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);
    private final int outcomes;
    private final Aggregator aggregator;
    private final AggregatorLoop loop;
    private final Listener listener;
    private final Socket socket;
    private final DataInputStream in;
    private final byte[] read = new byte[1 << 16];
    private final int models;
    private final ThreadErrors errors = new ThreadErrors();

    /** What one answer cost. */
    record Cost(long nanos, long allocated, long bytes) {}

    ScrapeCost(int models, int outcomes) throws IOException {
        this.models = models;
        this.outcomes = outcomes;
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, models, Map.of());
        for (int model = 0; model < models; model++) {
            registry.model("config", "some-quite-long-model-name-v2-" + model, "");
        }
        aggregator = new Aggregator(
                recorder,
                registry,
                new Resource("s", "e", "v", "i", 1, "run", "0", System.currentTimeMillis()),
                () -> HostStats.NONE,
                List::of,
                () -> 0,
                QueuedRequests.NONE);
        loop = new AggregatorLoop(aggregator, Duration.ofHours(1), window -> call());
        new AgentThread("aggregator", loop, errors).start();
        listener = Listener.start("127.0.0.1", 0, false, new LoopSnapshots(loop), System.err::println, errors);
        URI address = listener.address();
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 17));
    }

    /** Every model is called once with each outcome. On the aggregator's thread. */
    private void call() {
        for (int model = 0; model < models; model++) {
            for (int outcome = 0; outcome < outcomes; outcome++) {
                aggregator.call(model, outcome, 1_000_000L + random.nextInt(60_000_000), 0);
            }
        }
    }

    /** Has every model called. */
    void callAll() {
        loop.flush();
    }

    Cost get(String path, String headers) throws IOException {
        long[] before = usage();
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String line;
        do {
            line = line();
        } while (!line.isEmpty());
        long bytes = 0;
        for (int chunk = Integer.parseInt(line(), 16); chunk > 0; chunk = Integer.parseInt(line(), 16)) {
            bytes += chunk;
            for (int left = chunk + 2; left > 0; ) {
                int count = Math.min(left, read.length);
                in.readFully(read, 0, count);
                left -= count;
            }
        }
        line();
        long[] after = usage();
        return new Cost(after[0] - before[0], after[1] - before[1], bytes);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
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

    @Override
    public void close() throws IOException {
        socket.close();
        listener.close();
        loop.stop();
    }

    /** The median of many, each after calls of all models. */
    Cost median(String path, String headers) throws IOException {
        int times = 21;
        long[] nanos = new long[times];
        long[] allocated = new long[times];
        Cost last = null;
        for (int i = 0; i < times; i++) {
            callAll();
            last = get(path, headers);
            nanos[i] = last.nanos();
            allocated[i] = last.allocated();
        }
        Arrays.sort(nanos);
        Arrays.sort(allocated);
        return new Cost(nanos[times / 2], allocated[times / 2], last.bytes());
    }
}
