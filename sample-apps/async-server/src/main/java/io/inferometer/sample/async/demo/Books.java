package io.inferometer.sample.async.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the load knows of its requests, without the agent. Thread-safe. */
final class Books {

    /** The steps of a request, timed by the server's own stopwatch. */
    enum Step {
        DOWNLOAD,
        MODEL,
        UPLOAD,
        QUEUE,
        TOTAL
    }

    private record Open(Fate fate, long accepted) {}

    private record Early(JsonNode callback, long answered) {}

    private final Map<String, Open> open = new HashMap<>();

    /** Callbacks that overtook the answer that accepted their request. */
    private final Map<String, Early> early = new HashMap<>();

    private final Map<Fate, Integer> ended = new EnumMap<>(Fate.class);
    private final long[] counts = new long[Step.values().length];
    private final long[] nanos = new long[Step.values().length];
    private long oldest;
    private long expired;
    private long strange;

    synchronized void accepted(String id, Fate fate, long nanoTime) {
        open.put(id, new Open(fate, nanoTime));
        Early callback = early.remove(id);
        if (callback != null) {
            calledBack(id, callback.callback(), callback.answered());
        }
    }

    synchronized void calledBack(String id, JsonNode callback, long answered) {
        Open request = open.get(id);
        if (request == null) {
            early.put(id, new Early(callback, answered));
            return;
        }
        open.remove(id);
        ended.merge(request.fate(), 1, Integer::sum);
        boolean failed = !callback.path("error").asText().isEmpty();
        strange += failed == (request.fate() == Fate.SUCCESS || request.fate() == Fate.UNHEARD) ? 1 : 0;
        for (Step step : Arrays.asList(Step.DOWNLOAD, Step.MODEL, Step.UPLOAD, Step.QUEUE)) {
            JsonNode time = callback.path(step.name().toLowerCase(Locale.ROOT) + "Nanos");
            if (time.isNumber()) {
                add(step, time.asLong());
            }
        }
        counts[Step.TOTAL.ordinal()]++;
        oldest = Math.max(oldest, answered - request.accepted());
        notifyAll();
    }

    private void add(Step step, long time) {
        counts[step.ordinal()]++;
        nanos[step.ordinal()] += time;
    }

    /** What the server says that all requests took together. */
    synchronized void total(long sum) {
        nanos[Step.TOTAL.ordinal()] = sum;
    }

    /** Those that were to expire have. */
    synchronized void expire(long nanoTime) {
        open.values().removeIf(request -> {
            if (request.fate() != Fate.EXPIRED) {
                return false;
            }
            oldest = Math.max(oldest, nanoTime - request.accepted());
            expired++;
            return true;
        });
    }

    /** Waits until no more than so many are under way; fails if nothing ends for long. */
    synchronized void awaitOpen(int most) throws InterruptedException {
        while (open.size() > most) {
            int before = open.size();
            TimeUnit.SECONDS.timedWait(this, 60);
            if (open.size() == before) {
                throw new IllegalStateException(before + " requests have had no callback for a minute");
            }
        }
    }

    synchronized long ended(Fate fate) {
        return fate == Fate.EXPIRED ? expired : ended.getOrDefault(fate, 0);
    }

    synchronized long count(Step step) {
        return counts[step.ordinal()];
    }

    /** The sum in seconds. */
    synchronized double seconds(Step step) {
        return nanos[step.ordinal()] / 1e9;
    }

    synchronized double oldestSeconds() {
        return oldest / 1e9;
    }

    /** Callbacks that said something else than what must have happened, or came for no request. */
    synchronized long strange() {
        return strange + early.size();
    }
}
