package io.inferometer.sample.async.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.sample.async.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The receiver, the S3 server, and the server with the agent. Used by one thread. */
final class Programs {

    static final int INSTANCES = 2;

    /** The key pair of the AWS documentation: the receiver checks signatures made with it, it is valid nowhere else. */
    private static final String ACCESS_KEY = "AKIDEXAMPLE";

    private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static final Map<String, String> KEYS = Map.of(
            "AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY, "AWS_EC2_METADATA_DISABLED", "true");

    /** Both run for a minute: they would be compiled again until their end. */
    private static final List<String> SHORT_LIVED = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path root;
    private final Children children;
    private String receiver;
    private String s3;
    private String agent;
    private Process server;

    /** @param root the project's directory */
    Programs(Path root, Children children) {
        this.root = root;
        this.children = children;
    }

    /**
     * Starts all; returns the server's address.
     *
     * @param stopwatch the port where the load's stopwatch reports to
     * @param queue how many requests may wait
     */
    String start(int stopwatch, int queue) throws IOException, InterruptedException {
        Process receiving = children.start(
                "receiver", KEYS, shortLived("-jar", jar("receiver/target/receiver.jar"), "--port", "0"));
        Process storing = children.start(
                "s3",
                Map.of(),
                shortLived("-jar", jar("async-server/target/s3proxy.jar"), "--properties", s3Properties()));
        receiver = children.await("receiver", receiving, children.log("receiver"), "(http://127\\.0\\.0\\.1:\\d+)");
        s3 = "http://"
                + children.await(
                        "s3", storing, children.log("s3"), "Started .*ServerConnector.*\\{(127\\.0\\.0\\.1:\\d+)");
        server = children.start("server", KEYS, serverCommand(stopwatch, queue));
        String address =
                children.await("server", server, children.log("server"), "ready at (http://127\\.0\\.0\\.1:\\d+)");
        agent = children.await(
                "server",
                server,
                children.directory().resolve("agent.log"),
                "(http://127\\.0\\.0\\.1:(?!" + URI.create(receiver).getPort() + "\\b)\\d+)");
        return address;
    }

    private static List<String> shortLived(String... command) {
        List<String> all = new ArrayList<>(SHORT_LIVED);
        all.addAll(List.of(command));
        return all;
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

    private List<String> serverCommand(int stopwatch, int queue) {
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
                "-cp",
                jar("async-server/target/async-server.jar"),
                WitnessedServer.class.getName(),
                Integer.toString(stopwatch),
                "--s3",
                s3,
                "--port",
                "0",
                "--queue",
                Integer.toString(queue),
                "--workers",
                "0");
    }

    /** Objects in the S3 server, by the server's own key. */
    Storage storage() {
        return new Storage(URI.create(s3), ACCESS_KEY, SECRET_KEY);
    }

    String dashboard() {
        return agent + "/";
    }

    /** What the receiver has, with that many of the latest items of each kind. */
    JsonNode received(int items) throws IOException {
        return Documents.get(receiver + "/received?items=" + items);
    }

    /** Ends the server in good order, so that its last window is sent; what was exported by then. */
    Exported exported() throws IOException, InterruptedException {
        String page = Documents.text(agent + "/metrics");
        if (!Children.end(server)) {
            throw new IOException("the server did not end" + children.tail("server"));
        }
        return new Exported(received(1), page);
    }
}
