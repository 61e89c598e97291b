package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * A process that is killed: it takes over, keeps windows for two exporters, acknowledges the oldest, and tells of each step before
 * and after it.
 */
final class KilledSpool {

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final SpoolFixture fixture;
    private final String run;

    private KilledSpool(Path base, String run) {
        this.fixture = new SpoolFixture(base);
        this.run = run;
    }

    /** @param args base directory, run, and whether the backend of one exporter is away */
    public static void main(String[] args) throws IOException {
        new KilledSpool(Path.of(args[0]), args[1]).work(Boolean.parseBoolean(args[2]));
    }

    private void say(String what, Window window) throws IOException {
        out.write((what + " " + window.resource().runId() + "#" + window.number() + "\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void work(boolean away) throws IOException {
        Random random = new Random(run.hashCode());
        Spool spool = fixture.next(run);
        for (long number = 1; ; number++) {
            Window window = Windows.small(run, number);
            if (!spool.keep(window, SpoolFixture.BOTH)) {
                throw new IOException(fixture.warnings.toString());
            }
            say("kept", window);
            acknowledge(spool, "cloud");
            if (!away && random.nextInt(4) > 0) {
                acknowledge(spool, "file");
            }
        }
    }

    private void acknowledge(Spool spool, String exporter) throws IOException {
        Window oldest = spool.oldest(exporter).orElse(null);
        if (oldest != null) {
            say("settling-" + exporter, oldest);
            spool.acknowledge(exporter, oldest);
            say("settled-" + exporter, oldest);
        }
    }
}
