package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real S3 server, which checks signatures, in a process of its own. */
final class S3Proxy implements AutoCloseable {

    private static final Path JAR = Path.of("target/s3proxy/s3proxy-jar-with-dependencies.jar");

    private final Path objects;
    private final int port;
    private final Process process;

    /**
     * Starts it.
     *
     * @param directory to be filled
     * @param secret of the access key {@code identity}
     */
    S3Proxy(Path directory, String secret) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        objects = Files.createDirectory(directory.resolve("objects"));
        Files.createDirectory(objects.resolve("bucket"));
        Path settings = Files.write(
                directory.resolve("s3proxy.conf"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=identity",
                        "s3proxy.credential=" + secret,
                        "s3proxy.ignore-unknown-headers=true",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + objects));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        JAR.toString(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory.resolve("s3proxy.log").toFile()))
                .start();
        for (int attempt = 0; !answers(); attempt++) {
            if (attempt == 600 || !process.isAlive()) {
                throw new IOException(Files.readString(directory.resolve("s3proxy.log")));
            }
            Thread.sleep(50);
        }
    }

    private boolean answers() {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Passes a request on as it was signed, its {@code Host} included. */
    Answer forward(Request request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder head = new StringBuilder(request.method() + " " + request.rawPath() + " HTTP/1.1\r\n");
            request.headers().forEach((name, value) -> {
                if (!name.equals("connection")) {
                    head.append(name).append(": ").append(value).append("\r\n");
                }
            });
            OutputStream out = socket.getOutputStream();
            out.write((head + "connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(request.bytes());
            out.flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            return Answer.of(Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(body + 4));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What is stored, by URI. */
    Map<String, byte[]> objects() throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(objects)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put("s3://" + objects.relativize(file), Files.readAllBytes(file));
            }
        }
        return found;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
