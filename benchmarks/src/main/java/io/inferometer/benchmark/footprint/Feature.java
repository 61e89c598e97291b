package io.inferometer.benchmark.footprint;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One line of the page.
 *
 * @param what its name there
 * @param program what the program does
 * @param options of the agent, {@code key=value}
 * @param isRead whether {@code /metrics} and the page are asked for once
 */
record Feature(String what, String program, List<String> options, boolean isRead) {

    /** The page's first line of each JDK, which the agent's build holds itself against. */
    static final String ALONE = "nothing but the agent";

    static final String EMPTY = "an empty agent";

    private static final String TYPE = Program.class.getName();
    private static final String MODEL = "methods=" + TYPE + "#score@model=arg0";

    private static Feature of(String what, String program, String... options) {
        return new Feature(what, program, List.of(options), false);
    }

    private static Feature pushing(String exporter, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "exporters=http," + exporter;
        all[options.length + 1] = "interval=5s";
        return of("exporter `" + exporter + "`", "nothing", all);
    }

    /**
     * Returns all features.
     *
     * @param scratch a folder that JVMs may write to
     */
    static List<Feature> all(Backend backend, Path scratch) {
        String region = "aws.region=eu-west-1";
        return List.of(
                of(EMPTY, "nothing"),
                of(ALONE, "nothing"),
                new Feature("`/metrics` and the page read once", "nothing", List.of(), true),
                of("JMX: every attribute read", "beans"),
                of("one model on 100 threads", "threads", MODEL),
                of("1,000 models", "models", MODEL),
                of(
                        "1,000 queued requests, half of them waiting",
                        "requests",
                        "async.accept=" + TYPE + "#accept@id=arg0",
                        "async.process=" + TYPE + "#process@id=arg0"),
                of("1,000 native handles of ONNX Runtime", "tensors"),
                pushing("file", "file.path=" + scratch.resolve("windows.jsonl")),
                pushing("statsd", "statsd.address=" + backend.datagrams()),
                pushing("cloudwatch", region, "cloudwatch.endpoint=" + backend.url()),
                pushing(
                        "sentinel",
                        "sentinel.token=none",
                        "sentinel.url=" + backend.url(),
                        "sentinel.cloud-discovery=false"));
    }
}
