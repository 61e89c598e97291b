package io.inferometer.exporter.awsclient.http;

import io.inferometer.exporter.api.MissingSettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One request and its response. */
final class Exchange implements ExecutableHttpRequest {

    private static final NavigableSet<String> OURS = headers();

    private final SocketHttpClient client;
    private final HttpExecuteRequest request;
    private final long nanos;
    private volatile HttpConnection connection;
    private volatile boolean isAborted;

    /** @param nanos how long it may take, from its call to the end of the body */
    Exchange(SocketHttpClient client, HttpExecuteRequest request, long nanos) {
        this.client = client;
        this.request = request;
        this.nanos = nanos;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        long deadline = System.nanoTime() + nanos;
        SdkHttpRequest head = request.httpRequest();
        Origin origin = Origin.of(head.protocol(), head.host(), head.port());
        try {
            HttpConnection used = client.connection(origin);
            boolean isKept = used.in() != null;
            try {
                return exchange(begun(used, deadline), head);
            } catch (IOException broken) {
                if (!isKept || used.hasAnswered() || isAborted || broken instanceof SocketTimeoutException) {
                    throw broken;
                }
                // The server closed the connection while it was idle, and the request was on its way meanwhile.
                used.close();
                return exchange(begun(client.connection(origin), deadline), head);
            }
        } catch (MissingSettingException unusable) {
            throw new ProxyException(unusable.getMessage());
        } catch (IOException | RuntimeException broken) {
            abort();
            throw broken;
        }
    }

    private HttpConnection begun(HttpConnection used, long deadline) throws IOException {
        connection = used;
        if (isAborted) {
            throw new IOException("aborted");
        }
        used.begin(deadline);
        return used;
    }

    private HttpExecuteResponse exchange(HttpConnection used, SdkHttpRequest head) throws IOException {
        client.open(used);
        byte[] message = message(used, head, body());
        ResponseHead answer;
        try {
            used.out().write(message);
        } catch (IOException refused) {
            // Who does not want all of a request may say why before closing.
            answer = earlyAnswer(used, refused);
            return response(used, head, answer, false);
        }
        answer = finalAnswer(used);
        return response(used, head, answer, answer.isPersistent());
    }

    private static ResponseHead earlyAnswer(HttpConnection used, IOException refused) throws IOException {
        try {
            return finalAnswer(used);
        } catch (IOException silent) {
            refused.addSuppressed(silent);
            throw refused;
        }
    }

    private static ResponseHead finalAnswer(HttpConnection used) throws IOException {
        ResponseHead answer = ResponseHead.read(used.in());
        while (answer.isInterim()) {
            answer = ResponseHead.read(used.in());
        }
        return answer;
    }

    private HttpExecuteResponse response(
            HttpConnection used, SdkHttpRequest request, ResponseHead answer, boolean isPersistent) throws IOException {
        if (used.forwarder().isPresent() && answer.status() == ProxyException.AUTHENTICATION_REQUIRED) {
            throw ProxyException.refusal(used.forwarder().get(), answer);
        }
        SdkHttpFullResponse.Builder said = SdkHttpFullResponse.builder()
                .statusCode(answer.status())
                .statusText(answer.reason())
                .headers(answer.headers());
        HttpExecuteResponse.Builder response = HttpExecuteResponse.builder().response(said.build());
        Runnable release = isPersistent ? () -> client.rest(used) : used::close;
        if (!answer.mayHaveBody(request.method().name())) {
            release.run();
            return response.build();
        }
        ResponseBody body = new ResponseBody(used, answer, release);
        return body.isEmpty()
                ? response.build()
                : response.responseBody(AbortableInputStream.create(body, used::close))
                        .build();
    }

    @Override
    public void abort() {
        isAborted = true;
        HttpConnection open = connection;
        if (open != null) {
            open.close();
        }
    }

    private byte[] body() throws IOException {
        ContentStreamProvider content = request.contentStreamProvider().orElse(null);
        return content == null ? new byte[0] : content.newStream().readAllBytes();
    }

    private static byte[] message(HttpConnection used, SdkHttpRequest head, byte[] body) throws IOException {
        StringBuilder text = new StringBuilder();
        String query = head.encodedQueryParameters().map(given -> "?" + given).orElse("");
        text.append(head.method())
                .append(' ')
                .append(used.forwarder().isPresent() ? "http://" + used.origin().authority() : "")
                .append(head.encodedPath().startsWith("/") ? head.encodedPath() : "/" + head.encodedPath())
                .append(query)
                .append(" HTTP/1.1\r\n");
        if (head.firstMatchingHeader("Host").isEmpty()) {
            append(text, "Host", used.origin().hostHeader());
        }
        for (Map.Entry<String, List<String>> header : head.headers().entrySet()) {
            for (String value : header.getValue()) {
                if (!isOurs(header.getKey())) {
                    append(text, header.getKey(), value);
                }
            }
        }
        append(text, "Content-Length", Integer.toString(body.length));
        if (used.forwarder().isPresent()) {
            used.forwarder().get().authorization().ifPresent(value -> append(text, "Proxy-Authorization", value));
        }
        byte[] start = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream message = new ByteArrayOutputStream(start.length + body.length);
        message.writeBytes(start);
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static NavigableSet<String> headers() {
        NavigableSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("Content-Length", "Transfer-Encoding", "Expect", "Proxy-Authorization"));
        return names;
    }

    private static boolean isOurs(String header) {
        return OURS.contains(header);
    }

    /** @throws IllegalArgumentException when the value would begin another line; the message does not show it */
    private static void append(StringBuilder text, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("the value of the header " + name + " spans lines");
        }
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
