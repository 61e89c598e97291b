package io.inferometer.sample.async.demo;

import io.inferometer.sample.async.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command behind {@code async-demo.sh}; not meant to be typed. Arguments: project's directory, requests, percentage of faults. */
public final class AsyncDemo {

    /** The key pair of the AWS documentation: the receiver checks signatures made with it, it is valid nowhere else. */
    private static final String ACCESS_KEY = "AKIDEXAMPLE";

    private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static final int WORKERS = 2;
    private static final int INSTANCES = 2;

    /** How many wait, besides those that expire, while there are no workers; later at most half as many are under way. */
    private static final int HELD = 200;

    private final Path root;
    private final int requests;
    private final int percent;
    private final Children children = new Children();
    private String receiver;
    private String agent;
    private Process server;

    private int expiring;
    private int held;
    private double pausedSeconds;

    private AsyncDemo(Path root, int requests, int percent) throws IOException {
        this.root = root;
        this.requests = requests;
        this.percent = percent;
        for (int i = 0; i < requests; i++) {
            expiring += Fate.of(i, percent) == Fate.EXPIRED ? 1 : 0;
        }
        held = Math.min(HELD, requests - expiring);
    }

    public static void main(String[] args) throws InterruptedException {
        boolean good;
        try {
            good = new AsyncDemo(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
        } catch (IOException | IllegalStateException e) {
            System.err.println("async-demo: " + e.getMessage());
            good = false;
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Map<String, String> keys = Map.of(
                "AWS_ACCESS_KEY_ID",
                ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET_KEY,
                "AWS_EC2_METADATA_DISABLED",
                "true");
        Process receiving = children.start(
                "receiver", keys, List.of("-Xmx256m", "-jar", jar("receiver/target/receiver.jar"), "--port", "0"));
        Process storing = children.start(
                "s3",
                Map.of(),
                List.of("-Xmx256m", "-jar", jar("async-server/target/s3proxy.jar"), "--properties", s3Properties()));
        receiver = children.await("receiver", receiving, children.log("receiver"), "(http://127\\.0\\.0\\.1:\\d+)");
        String s3 = "http://"
                + children.await(
                        "s3", storing, children.log("s3"), "Started .*ServerConnector.*\\{(127\\.0\\.0\\.1:\\d+)");
        server = children.start("server", keys, serverCommand(s3));
        String address =
                children.await("server", server, children.log("server"), "ready at (http://127\\.0\\.0\\.1:\\d+)");
        agent = children.await(
                "server",
                server,
                children.directory().resolve("agent.log"),
                "(http://127\\.0\\.0\\.1:(?!" + URI.create(receiver).getPort() + "\\b)\\d+)");
        Load.store(new Storage(URI.create(s3), ACCESS_KEY, SECRET_KEY));
        try (Load load = new Load(address, percent)) {
            System.out.println("Dashboard " + agent + "/");
            make(load);
            return compare(load.books());
        }
    }

    private String jar(String name) {
        return root.resolve("sample-apps").resolve(name).toString();
    }

    private String s3Properties() throws IOException {
        Path objects = Files.createDirectory(children.directory().resolve("objects"));
        return Files.writeString(
                        children.directory().resolve("s3.properties"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(ACCESS_KEY, SECRET_KEY, objects))
                .toString();
    }

    private List<String> serverCommand(String s3) {
        String place = children.directory().toString().replace(",", "\\,");
        String options = String.join(
                ",",
                "exporters=http,cloudwatch",
                "interval=1s",
                "http.port=0",
                "endpoint.name=async-demo",
                "instance.count=" + INSTANCES,
                "log.file=" + place + "/agent.log",
                "spool.directory=" + place + "/spool",
                "shutdown.timeout=20s",
                "aws.endpoint=" + receiver,
                "aws.region=us-east-1");
        return List.of(
                "-Xmx512m",
                "-DDJL_CACHE_DIR=" + children.directory().resolve("djl"),
                "-javaagent:" + root.resolve("agent/target/inferometer-agent.jar") + "=" + options,
                "-jar",
                jar("async-server/target/async-server.jar"),
                "--s3",
                s3,
                "--port",
                "0",
                "--queue",
                Integer.toString(expiring + HELD),
                "--workers",
                "0");
    }

    /** First without workers, until those that are to expire have; then the others. */
    private void make(Load load) throws IOException, InterruptedException {
        long ttlMillis = 3_000 + expiring * 5L;
        long begin = System.nanoTime();
        int others = 0;
        int next = 0;
        for (int i = 0; i < requests; i++) {
            boolean expires = Fate.of(i, percent) == Fate.EXPIRED;
            if (expires || others < held) {
                load.submit(i, ttlMillis);
                others += expires ? 0 : 1;
                next = others < held || expires ? next : i + 1;
            }
        }
        long deadline = System.nanoTime() + 2 * ttlMillis * 1_000_000;
        while (load.waiting() > held || System.nanoTime() - begin < ttlMillis * 1_000_000) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the requests that were to expire have not");
            }
            Thread.sleep(20);
        }
        load.books().expire(System.nanoTime());
        pausedSeconds = (System.nanoTime() - begin) / 1e9;
        load.setWorkers(WORKERS);
        for (int i = Math.max(next, 0); i < requests; i++) {
            if (Fate.of(i, percent) != Fate.EXPIRED) {
                load.books().awaitOpen(Math.max(1, held / 2) - 1);
                load.submit(i, ttlMillis);
            }
        }
        load.books().awaitOpen(0);
        // Until the gauges have seen that nothing is left.
        Thread.sleep(2_500);
        load.total();
    }

    private boolean compare(Books books) throws IOException, InterruptedException {
        String page = Documents.text(agent + "/metrics");
        if (!Children.end(server)) {
            throw new IOException("the server did not end" + children.tail("server"));
        }
        Exported exported = new Exported(Documents.get(receiver + "/received?items=1"), page);
        Comparison comparison = new Comparison(books, exported);
        long failed = books.ended(Fate.MISSING)
                + books.ended(Fate.DENIED)
                + books.ended(Fate.BROKEN)
                + books.ended(Fate.WRONG);
        long succeeded = books.ended(Fate.SUCCESS) + books.ended(Fate.UNHEARD);
        int most = expiring + held;
        comparison.gauge("ApproximateBacklogSize", "maximum", most, 0, "backlog");
        comparison.gauge(
                "ApproximateBacklogSizePerInstance", "maximum", (double) most / INSTANCES, 0, "backlog_per_instance");
        comparison.gauge("ApproximateAgeOfOldestRequest", "maximum", books.oldestSeconds(), 1.1, "oldest_seconds");
        comparison.gauge("HasBacklogWithoutCapacity", "sum", pausedSeconds, 2, "backlog_without_capacity");
        comparison.count("RequestDownloadFailures", books.ended(Fate.MISSING), "failures_total{stage=\"download\"}");
        comparison.count("ResponseUploadFailures", books.ended(Fate.DENIED), "failures_total{stage=\"upload\"}");
        comparison.count("NotificationFailures", books.ended(Fate.UNHEARD), "failures_total{stage=\"notify\"}");
        comparison.times("RequestDownloadLatency", Books.Step.DOWNLOAD, 1e6, "download_seconds");
        comparison.times("ResponseUploadLatency", Books.Step.UPLOAD, 1e6, "upload_seconds");
        comparison.count("ExpiredRequests", books.ended(Fate.EXPIRED), "requests_total{outcome=\"expired\"}");
        comparison.count("InvocationFailures", failed, "requests_total{outcome=\"failure\"}");
        comparison.count(
                "InvocationsProcessed",
                succeeded + failed,
                "requests_total{outcome=\"success\"}",
                "requests_total{outcome=\"failure\"}");
        comparison.times("TimeInBacklog", Books.Step.QUEUE, 1e3, "queue_seconds");
        comparison.times("TotalProcessingTime", Books.Step.TOTAL, 1e3, "total_seconds");
        comparison.count("Invocation4XXErrors", books.ended(Fate.WRONG), "model_errors_total{class=\"4xx\"}");
        comparison.count("Invocation5XXErrors", books.ended(Fate.BROKEN), "model_errors_total{class=\"5xx\"}");
        comparison.times("ModelLatency", Books.Step.MODEL, 1e6, "model_seconds");
        comparison.nothing("tracked", exported.page("tracked"));
        comparison.nothing(
                "unmatched, late, lost",
                exported.page("unmatched_total") + exported.page("late_total") + exported.page("lost_stages_total"));
        comparison.nothing("strange callbacks", (double) books.strange());
        System.out.print(comparison);
        return comparison.isGood();
    }
}
