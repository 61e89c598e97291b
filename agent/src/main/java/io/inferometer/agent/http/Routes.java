package io.inferometer.agent.http;

import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.prometheus.ExpositionFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which answer belongs to which request. */
final class Routes implements Function<Request, Response> {

    private final HostGuard guard;
    private final Supplier<Snapshot> snapshots;
    private final int portUnavailable;

    /** @param portUnavailable see {@link Listener#portUnavailable} */
    Routes(HostGuard guard, Supplier<Snapshot> snapshots, int portUnavailable) {
        this.guard = guard;
        this.snapshots = snapshots;
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
                () -> Response.ok("application/json", SnapshotJson.write(snapshots.get(), portUnavailable));
            case "/healthz" -> () -> Response.ok(Response.TEXT, "ok".getBytes(StandardCharsets.UTF_8));
            default ->
                Assets.find(request.path())
                        .<Supplier<Response>>map(response -> () -> response)
                        .orElse(null);
        };
    }

    private Response metrics(Request request) {
        ExpositionFormat format = Negotiation.format(String.join(",", request.all("accept")));
        byte[] body = format.write(snapshots.get()).getBytes(StandardCharsets.UTF_8);
        return Response.ok(format.contentType(), body).with("Vary", "Accept");
    }
}
