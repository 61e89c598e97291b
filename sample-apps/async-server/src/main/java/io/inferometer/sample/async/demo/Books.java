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

    /** What is timed of a request: the first three by the server for its callback, the others by the load's stopwatch. */
    enum Step {
        DOWNLOAD,
        MODEL,
        UPLOAD,
        QUEUE,
        TOTAL
    }

    /** Those under way, and those heard of and never accepted. */
    private final Map<String, Life> lives = new HashMap<>();

    private final Map<Fate, Integer> ended = new EnumMap<>(Fate.class);
    private final long[] counts = new long[Step.values().length];
    private final long[] nanos = new long[Step.values().length];
    private int open;
    private long oldest;
    private long firstAccepted = Long.MAX_VALUE;
    private long firstBegun = Long.MAX_VALUE;
    private long strange;
    private long unseen;

    /** @param answered when the load had the answer */
    synchronized void accepted(String id, Fate fate, long sent, long answered) {
        life(id).accepted(fate, sent, answered);
        open++;
        closeIfComplete(id);
    }

    synchronized void calledBack(String id, JsonNode callback, long nanoTime) {
        for (Step step : Arrays.asList(Step.DOWNLOAD, Step.MODEL, Step.UPLOAD)) {
            JsonNode time = callback.path(step.name().toLowerCase(Locale.ROOT) + "Nanos");
            if (time.isNumber()) {
                add(step, time.asLong());
            }
        }
        life(id).called(!callback.path("error").asText().isEmpty(), nanoTime);
        closeIfComplete(id);
    }

    synchronized void moment(String id, Moment moment, long nanoTime) {
        switch (moment) {
            case ACCEPTED -> firstAccepted = Math.min(firstAccepted, nanoTime);
            case BEGUN -> firstBegun = Math.min(firstBegun, nanoTime);
            case ENDED -> {}
        }
        life(id).at(moment, nanoTime);
        closeIfComplete(id);
    }

    /** Callbacks and moments may overtake the answer that accepts their request. */
    private Life life(String id) {
        return lives.computeIfAbsent(id, unknown -> new Life());
    }

    private void closeIfComplete(String id) {
        Life life = life(id);
        if (!life.isComplete()) {
            return;
        }
        lives.remove(id);
        open--;
        ended.merge(life.fate(), 1, Integer::sum);
        strange += life.isAsExpected() ? 0 : 1;
        unseen += life.isAsSeen() ? 0 : 1;
        add(Step.QUEUE, life.begun() - life.accepted());
        add(Step.TOTAL, life.ended() - life.accepted());
        oldest = Math.max(oldest, life.ended() - life.accepted());
        notifyAll();
    }

    private void add(Step step, long time) {
        counts[step.ordinal()]++;
        nanos[step.ordinal()] += time;
    }

    /** Those that were to expire have. */
    synchronized void expire(long nanoTime) {
        lives.values().removeIf(life -> {
            if (life.fate() != Fate.EXPIRED) {
                return false;
            }
            oldest = Math.max(oldest, nanoTime - life.answered());
            open--;
            ended.merge(Fate.EXPIRED, 1, Integer::sum);
            return true;
        });
    }

    /** Waits until no more than so many are under way; fails if nothing ends for long. */
    synchronized void awaitOpen(int most) throws InterruptedException {
        while (open > most) {
            int before = open;
            TimeUnit.SECONDS.timedWait(this, 60);
            if (open == before) {
                throw new IllegalStateException(before + " requests have not ended for a minute");
            }
        }
    }

    synchronized long ended(Fate fate) {
        return ended.getOrDefault(fate, 0);
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

    /** From when on requests waited, {@link System#nanoTime}. */
    synchronized long firstAccepted() {
        return firstAccepted;
    }

    /** From when on somebody worked on them. */
    synchronized long firstBegun() {
        return firstBegun;
    }

    /** Requests that ended otherwise than they had to, or that were heard of and not accepted. */
    synchronized long strange() {
        return strange + lives.size();
    }

    /** Requests whose moments the load itself saw otherwise. */
    synchronized long unseen() {
        return unseen;
    }
}
