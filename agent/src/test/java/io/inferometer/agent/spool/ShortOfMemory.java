package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A process whose memory is nearly all in use, a little more or less of it at each step. Keeps and acknowledges windows of one
 * exporter, then says whether kept = acknowledged + expired + those that are there, now and for the next start.
 */
final class ShortOfMemory {

    private static final int ROUNDS = 40;
    private static final int STEPS = 60;
    private static final int LARGEST = 16 << 10;
    private static final BooleanSupplier NEVER = () -> false;

    private final SpoolFixture fixture;
    private final Random random = new Random(7);
    private final Set<String> pending = new HashSet<>();
    private final Window[] windows = new Window[STEPS];
    private final boolean[] kept = new boolean[STEPS];
    private final boolean[] settled = new boolean[STEPS];
    private Object[] ballast;
    private long failures;
    private long fills;
    private long expired;

    private ShortOfMemory(Path base) {
        fixture = new SpoolFixture(base);
        fixture.maxBytes = 256 << 10;
    }

    /** @param args base directory */
    public static void main(String[] args) {
        new ShortOfMemory(Path.of(args[0])).work();
    }

    private void work() {
        for (int round = 0; round < ROUNDS; round++) {
            Spool spool = fixture.spool("run-" + round);
            for (int i = 0; i < STEPS; i++) {
                windows[i] = Windows.small("run-" + round, i + 1);
                kept[i] = false;
                settled[i] = false;
            }
            if (round % 2 == 1) {
                fill();
            }
            spool.adopt(NEVER);
            ballast = null;
            spool.oldest("cloud");
            SpoolStats adopted = spool.stats("cloud");
            if (round > 0) {
                fill();
            }
            steps(spool);
            ballast = null;
            check(spool, adopted, round);
        }
        try (Spool last = fixture.next("last")) {
            Set<String> found = new HashSet<>();
            SpoolFixture.drain(last, "cloud").forEach(window -> found.add(name(window)));
            Set<String> lost = new HashSet<>(pending);
            lost.removeAll(found);
            expired += last.stats("cloud").expired();
            if (lost.size() > expired) {
                throw new AssertionError(lost.size() + " lost, " + expired + " expired: " + fixture.warnings);
            }
        }
        System.out.println("right at the end, after " + failures + " failures and " + fills + " fills");
    }

    /** Leaves up to as much as a few steps need. */
    private void fill() {
        Object[] all = null;
        Object[] last = null;
        for (int size = LARGEST; size >= 64; size /= 4) {
            try {
                while (true) {
                    all = new Object[] {all, new byte[size]};
                    last = size == LARGEST / 16 ? all : last;
                }
            } catch (OutOfMemoryError full) {
                fills++;
            }
        }
        // Everything smaller than the last of this size goes, and some of this size.
        for (int i = random.nextInt(64); i > 0 && last != null; i--) {
            last = (Object[]) last[0];
        }
        ballast = last;
    }

    private void steps(Spool spool) {
        for (int i = 0; i < STEPS; i++) {
            fixture.now += Windows.LENGTH;
            kept[i] = spool.keep(windows[i], SpoolFixture.CLOUD);
            failures += kept[i] ? 0 : 1;
            if (i % 3 == 0) {
                Optional<Window> oldest = spool.oldest("cloud");
                spool.oldest("file");
                failures += oldest.isEmpty() ? 1 : 0;
            }
            if (i % 2 == 0) {
                settled[i] = kept[i];
                spool.acknowledge("cloud", windows[i]);
            }
            if (i % 7 == 0 && ballast != null) {
                ballast = (Object[]) ballast[0];
            }
        }
    }

    private void check(Spool spool, SpoolStats adopted, int round) {
        spool.oldest("cloud");
        SpoolStats stats = spool.stats("cloud");
        long expected = adopted.windows() + adopted.expired() - stats.expired();
        for (int i = 0; i < STEPS; i++) {
            if (kept[i] && !settled[i]) {
                expected++;
                pending.add(name(windows[i]));
            }
        }
        // A window may be acknowledged after it has expired.
        long atMost = expected + stats.expired() - adopted.expired();
        if (stats.windows() < expected || stats.windows() > atMost) {
            throw new AssertionError("round " + round + ": " + stats + ", expected " + expected + " to " + atMost);
        }
        expired += stats.expired();
        spool.close();
        System.out.println("right in round " + round);
    }

    private static String name(Window window) {
        return window.resource().runId() + "#" + window.number();
    }
}
