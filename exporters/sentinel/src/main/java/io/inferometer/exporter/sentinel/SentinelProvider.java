package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.http.WebClient;
import io.inferometer.exporter.sentinel.cloud.CloudDiscovery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Makes the exporter {@code sentinel}. */
public final class SentinelProvider implements ExporterProvider {

    private static final String TOKEN = "sentinel.token";

    private final Clock clock;

    /** Called by {@link java.util.ServiceLoader}. */
    public SentinelProvider() {
        this(Clock.systemUTC());
    }

    SentinelProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sentinel";
    }

    /** Asked when the first run is registered, and not before. */
    private static Map<String, ?> cloud(ExporterContext context) {
        if (!context.flag("sentinel.cloud-discovery")) {
            return Map.of();
        }
        try {
            return new CloudDiscovery(context::newThread).discover().fields();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    @Override
    public Exporter create(ExporterContext context) {
        String token = context.text(TOKEN).orElse("").strip();
        // A line break would begin another header.
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new MissingSettingException(
                    TOKEN + " must be the token of your Sentinel account: letters, digits and signs without blanks");
        }
        URI url = context.uri("sentinel.url").orElse(SentinelApi.PUBLIC);
        WebClient client = SentinelApi.newClient();
        client.check(url);
        SentinelApi api = new SentinelApi(url, client);
        ServiceClock time = new ServiceClock(clock);
        S3Objects objects = new S3Objects(context.uri("sentinel.s3-endpoint"), SentinelApi.newClient(), time);
        MachineFields machine =
                new MachineFields(Path.of("/"), context.resource().instanceId());
        return new SentinelExporter(
                context,
                api,
                token,
                new Uploads(api, token, objects, time),
                new Registration(() -> RunMetadata.of(context), machine::read, () -> cloud(context)));
    }
}
