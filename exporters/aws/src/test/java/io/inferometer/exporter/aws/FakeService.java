package io.inferometer.exporter.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** An HTTP server on loopback that remembers what it was sent and answers as it is told. */
public final class FakeService implements AutoCloseable {

    /**
     * One request.
     *
     * @param headers by lower-case name
     * @param bytes the body, decompressed
     */
    public record Request(String method, String path, Map<String, String> headers, byte[] bytes) {

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode body() {
            return JsonNode.parser().parse(bytes.length == 0 ? "{}" : text());
        }

        /** The fields of a body that is a form, in their order. */
        public Map<String, String> form() {
            Map<String, String> form = new LinkedHashMap<>();
            for (String field : text().split("&")) {
                int equals = field.indexOf('=');
                form.put(
                        URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
            }
            return form;
        }

        public JsonNode field(String name) {
            return body().asObject().get(name);
        }
    }

    /** One answer; a {@code status} of 0 closes the connection without any. */
    public record Answer(int status, String body, Map<String, String> headers) {

        public static final Answer OK = of(200, "{}");

        /** What the query protocol answers when there is nothing to say. */
        public static final Answer XML = of(
                200,
                "<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ResponseMetadata>"
                        + "<RequestId>1</RequestId></ResponseMetadata></PutMetricDataResponse>");

        public static final Answer HANG_UP = of(0, "");

        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        public static Answer error(int status, String code, String message) {
            return new Answer(status, "{\"message\":\"" + message + "\"}", Map.of("x-amzn-errortype", code));
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Answer(status, body, more);
        }
    }

    static {
        // The JDK's server writes head and body apart: the second would wait 40 ms for the client to acknowledge the
        // first.
        // Read once, when the server's classes are loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private volatile boolean remembering = true;
    private volatile Function<Request, Answer> behaviour = request -> Answer.OK;

    public FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void answer(Function<Request, Answer> how) {
        behaviour = how;
    }

    public void answer(Answer always) {
        behaviour = request -> always;
    }

    /** Takes everything, in XML what came as a form, else in JSON. */
    public void answerInKind() {
        behaviour = request -> request.headers().get("content-type").contains("form") ? Answer.XML : Answer.OK;
    }

    /** From now on requests are not remembered. */
    public void forget() {
        remembering = false;
    }

    /** What came since the last call of this method. */
    public synchronized List<Request> takeRequests() {
        List<Request> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            InputStream body = "gzip".equals(headers.get("content-encoding"))
                    ? new GZIPInputStream(exchange.getRequestBody())
                    : exchange.getRequestBody();
            Request request = new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body.readAllBytes());
            synchronized (this) {
                if (remembering) {
                    requests.add(request);
                }
            }
            Answer answer = behaviour.apply(request);
            if (answer.status() == 0) {
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] answered = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), answered.length == 0 ? -1 : answered.length);
            exchange.getResponseBody().write(answered);
        }
    }
}
