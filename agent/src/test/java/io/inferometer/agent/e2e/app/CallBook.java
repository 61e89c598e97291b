package io.inferometer.agent.e2e.app;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/** Finished calls by thread, model and outcome, in a mapped file: what was booked is there however the JVM ended. */
public final class CallBook {

    /** How a call ended, as the test that reads the book expects it to be exported. */
    public enum Ending {
        SUCCESS,
        CLIENT_ERROR,
        SERVER_ERROR
    }

    private static final int THREADS = 64;
    private static final int MODELS = 2;
    private static final int ENDINGS = Ending.values().length;

    private final LongBuffer counts;

    private CallBook(LongBuffer counts) {
        this.counts = counts;
    }

    /** Opens the book, empty if there was none. */
    public static CallBook open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = (long) THREADS * MODELS * ENDINGS * Long.BYTES;
            return new CallBook(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, size).asLongBuffer());
        }
    }

    /** Called by thread number {@code thread} alone. */
    public void book(int thread, int model, Ending ending) {
        int place = place(thread, model, ending);
        counts.put(place, counts.get(place) + 1);
    }

    /** What all threads booked for one model. */
    public Map<Ending, Long> read(int model) {
        Map<Ending, Long> sums = new EnumMap<>(Ending.class);
        for (Ending ending : Ending.values()) {
            long sum = 0;
            for (int thread = 0; thread < THREADS; thread++) {
                sum += counts.get(place(thread, model, ending));
            }
            sums.put(ending, sum);
        }
        return sums;
    }

    /** All that was booked. */
    public long total() {
        long total = 0;
        for (int model = 0; model < MODELS; model++) {
            for (long count : read(model).values()) {
                total += count;
            }
        }
        return total;
    }

    private static int place(int thread, int model, Ending ending) {
        return (thread * MODELS + model) * ENDINGS + ending.ordinal();
    }
}
