package io.inferometer.agent.http;

import io.inferometer.exporter.prometheus.ExpositionFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which answer belongs to which request. Used by the listener's thread. */
final class Routes implements Function<Request, Response> {

    private static final int MAX_EVENT_STREAMS = 8;
    private static final int MAX_STREAM_SECONDS = 60;

    private final HostGuard guard;
    private final SnapshotSource source;
    private final SharedTotals totals;
    private final int portUnavailable;
    private int eventStreams;

    /** @param portUnavailable see {@link Listener#portUnavailable} */
    Routes(HostGuard guard, SnapshotSource source, int portUnavailable) {
        this.guard = guard;
        this.source = source;
        this.totals = new SharedTotals(source);
        this.portUnavailable = portUnavailable;
    }

    @Override
    public Response apply(Request request) {
        return guard.refuse(request).or(() -> route(request)).orElseGet(() -> Response.text(404, "not found: try /"));
    }

    private Optional<Response> route(Request request) {
        Supplier<Response> page = page(request);
        if (page == null) {
            return Optional.empty();
        }
        if (!request.method().equals("GET") && !request.isHead()) {
            return Optional.of(
                    Response.text(405, "only GET and HEAD are allowed here").with("Allow", "GET, HEAD"));
        }
        return Optional.of(page.get());
    }

    /** What makes the answer; null for an unknown path. */
    private Supplier<Response> page(Request request) {
        return switch (request.path()) {
            case "/metrics" -> () -> metrics(request);
            case "/api/snapshot" ->
                () -> request.parameter("stream")
                        .map(this::snapshots)
                        .orElseGet(() -> Response.stream("application/json", snapshot()));
            case "/healthz" -> () -> Response.ok(Response.TEXT, "ok".getBytes(StandardCharsets.UTF_8));
            default ->
                Assets.find(request.path())
                        .<Supplier<Response>>map(response -> () -> response)
                        .orElse(null);
        };
    }

    private Response metrics(Request request) {
        ExpositionFormat format = Negotiation.format(String.join(",", request.all("accept")));
        MetricsBody body = MetricsBody.open(format, totals);
        return Response.stream(format.contentType(), body).with("Vary", "Accept");
    }

    private Body snapshot() {
        return new SnapshotBody(source, portUnavailable);
    }

    /** @param interval seconds between two snapshots; empty for one second */
    private Response snapshots(String interval) {
        if (!interval.matches("[0-9]{0,2}")) {
            return malformedInterval();
        }
        int seconds = interval.isEmpty() ? 1 : Integer.parseInt(interval);
        if (seconds < 1 || seconds > MAX_STREAM_SECONDS) {
            return malformedInterval();
        }
        if (eventStreams == MAX_EVENT_STREAMS) {
            return Response.text(503, "there are " + MAX_EVENT_STREAMS + " streams already")
                    .with("Retry-After", "5");
        }
        Body body = new EventBody(this::snapshot, seconds, () -> eventStreams--);
        eventStreams++;
        return Response.stream("text/event-stream", body).uncompressed();
    }

    private static Response malformedInterval() {
        return Response.text(400, "stream is a number of seconds, 1 to " + MAX_STREAM_SECONDS);
    }
}
