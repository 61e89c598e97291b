package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.CLIENT;
import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.TIMEOUT;
import static io.inferometer.agent.async.TrackerHarness.TTL;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.AsyncStats.Counts;
import io.inferometer.exporter.api.SampledValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Random lives of requests, in the order of time and looked at at random times, against what each life says by itself. */
class TrackerPropertiesTest {

    private static final long NEVER = Long.MAX_VALUE;

    /** One request: what happens to it, and what must be told of it. */
    private static final class Life {
        long accepted;
        long dropped = NEVER;
        long begun = NEVER;
        long ended = NEVER;
        byte download;
        byte model;
        byte process;
        long downloadMillis;
        long modelMillis;

        boolean isExpired() {
            return leavesWaiting() != begun;
        }

        /** When it stops to wait, be it for its work or not. */
        private long leavesWaiting() {
            long expired = accepted + TTL;
            if (begun <= expired && begun < dropped) {
                return begun;
            }
            return Math.min(dropped, expired);
        }

        boolean isTimedOut() {
            return !isExpired() && ended - begun > TIMEOUT;
        }

        /** When it is seen to leave the backlog: what does not end by itself, by what comes too late or at the next second. */
        long left() {
            long limit = isExpired() ? accepted + TTL : begun + TIMEOUT;
            long event = isExpired() ? Math.min(dropped, begun) : ended;
            return event <= limit ? event : Math.min(event, (limit / 1_000 + 1) * 1_000);
        }

        boolean isInBacklog(long at) {
            return accepted <= at && at < left();
        }
    }

    private record Step(long at, int order, Runnable action) {}

    private static long somewhere(Random random, long most) {
        return random.nextInt(4) == 0 ? random.nextLong(most) : random.nextLong(most / 20);
    }

    private static Life life(Random random, long from) {
        Life life = new Life();
        life.accepted = from;
        long next = from + 1 + somewhere(random, 2 * TTL);
        if (random.nextInt(10) == 0) {
            life.dropped = next;
            return life;
        }
        if (random.nextInt(20) == 0) {
            return life;
        }
        life.begun = next;
        life.download = random.nextInt(4) == 0 ? SERVER : OK;
        life.model = random.nextInt(4) == 0 ? (random.nextBoolean() ? CLIENT : SERVER) : OK;
        life.process = random.nextInt(3) == 0 ? SERVER : OK;
        life.downloadMillis = random.nextInt(100);
        life.modelMillis = random.nextInt(100);
        life.ended = random.nextInt(20) == 0 ? NEVER : next + 1 + somewhere(random, 2 * TIMEOUT);
        return life;
    }

    @Test
    void whatIsCountedIsWhatTheLivesSay() {
        for (int seed = 0; seed < 200; seed++) {
            check(new Random(seed), seed);
        }
    }

    private void check(Random random, int seed) {
        TrackerHarness queue = new TrackerHarness(false, 10_000);
        List<Life> lives = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Life life = life(random, 1 + random.nextLong(TTL));
            lives.add(life);
            addSteps(queue, life, "r" + i, steps);
        }
        long last = 4 * TTL;
        AsyncStats.Samples[] sampled = {AsyncStats.Samples.NONE};
        for (long second = 1_000; second <= last; second += 1_000) {
            long at = second;
            steps.add(new Step(at, 9, () -> {
                queue.sample(at);
                queue.tracker.beginWindow();
            }));
            sampled[0] = sampled[0].and(expected(lives, at));
        }
        for (int i = 0; i < 20; i++) {
            long at = random.nextLong(last);
            steps.add(new Step(at, random.nextInt(9), () -> queue.tracker.drain(nanos(at))));
        }
        Collections.shuffle(steps, random);
        steps.sort(Comparator.comparingLong(Step::at).thenComparingInt(Step::order));
        steps.forEach(step -> step.action().run());
        AsyncStats window = queue.tracker.inWindow(nanos(last));
        assertThat(window.counts()).as("seed " + seed).isEqualTo(counts(lives));
        assertThat(queue.tracker.linesInWindow())
                .as("a line each, seed " + seed)
                .hasSize((int) (window.counts().processed() + window.counts().expired()))
                .filteredOn(line -> line.text().startsWith("Inference request succeeded."))
                .hasSize((int) window.counts().succeeded());
        assertThat(window.samples().backlog()).as("seed " + seed).isEqualTo(sampled[0].backlog());
        assertThat(window.samples().oldestSeconds()).as("seed " + seed).isEqualTo(sampled[0].oldestSeconds());
        assertThat(window.samples().withoutCapacity()).as("seed " + seed).isEqualTo(withoutCapacity(lives, last));
        assertThat(window.waiting().sum())
                .isEqualTo(sum(lives, life -> life.isExpired() ? 0 : life.begun - life.accepted));
        assertThat(window.total().sum()).isEqualTo(sum(lives, life -> isOver(life) ? life.ended - life.accepted : 0));
        assertThat(window.download().sum())
                .isEqualTo(sum(lives, life -> isOver(life) && life.download == OK ? life.downloadMillis : 0));
        assertThat(window.model().sum()).isEqualTo(sum(lives, life -> isOver(life) ? life.modelMillis : 0));
        assertThat(window.queue().backlog()).isZero();
        assertThat(queue.tracker.tracked()).isZero();
        assertThat(queue.problems.unmatched).hasValue(0);
    }

    private static boolean isOver(Life life) {
        return !life.isExpired() && !life.isTimedOut();
    }

    private static long sum(List<Life> lives, ToLongFunction<Life> millis) {
        return nanos(lives.stream().mapToLong(millis).sum());
    }

    private static void addSteps(TrackerHarness queue, Life life, String id, List<Step> steps) {
        steps.add(new Step(life.accepted, 0, () -> queue.accept(id, life.accepted)));
        if (life.dropped != NEVER) {
            steps.add(new Step(life.dropped, 1, () -> queue.expire(id, life.dropped)));
        }
        if (life.begun != NEVER) {
            StageCall[] call = new StageCall[1];
            steps.add(new Step(life.begun, 2, () -> call[0] = queue.begin(Stage.PROCESS, id, life.begun)));
            if (life.ended != NEVER) {
                steps.add(new Step(life.ended, 3, () -> {
                    call[0].add(Stage.DOWNLOAD, nanos(life.downloadMillis), life.download);
                    call[0].add(Stage.MODEL, nanos(life.modelMillis), life.model);
                    queue.end(call[0], life.ended, life.process);
                }));
            }
        }
    }

    private static AsyncStats.Queue expected(List<Life> lives, long at) {
        long backlog = lives.stream().filter(life -> life.isInBacklog(at)).count();
        long oldest = lives.stream()
                .filter(life -> life.isInBacklog(at))
                .mapToLong(life -> life.accepted)
                .min()
                .orElse(at);
        return new AsyncStats.Queue(backlog, nanos(at - oldest), Double.NaN);
    }

    /** Looked up millisecond by millisecond. */
    private static SampledValues withoutCapacity(List<Life> lives, long last) {
        int[] backlog = new int[(int) last + 2];
        int[] working = new int[(int) last + 2];
        boolean[] began = new boolean[(int) last + 2];
        for (Life life : lives) {
            for (long t = life.accepted; t < Math.min(life.left(), last + 1); t++) {
                backlog[(int) t]++;
                working[(int) t] += !life.isExpired() && life.begun <= t ? 1 : 0;
            }
            if (life.begun <= last) {
                began[(int) life.begun] = true;
            }
        }
        SampledValues samples = SampledValues.NONE;
        for (int second = 1_000; second <= last; second += 1_000) {
            boolean isWithout = true;
            for (int t = second - 1_000; t <= second; t++) {
                boolean isEvent = t > second - 1_000;
                isWithout &= backlog[t] > 0 && working[t] == 0 && !(isEvent && began[t]);
            }
            samples = samples.and(isWithout ? 1 : 0);
        }
        return samples;
    }

    private static Counts counts(List<Life> lives) {
        long succeeded = 0;
        long failed = 0;
        long expired = 0;
        long downloads = 0;
        long client = 0;
        long server = 0;
        for (Life life : lives) {
            if (life.isExpired()) {
                expired++;
            } else if (life.isTimedOut()) {
                failed++;
                server++;
            } else {
                boolean isFailed = life.process != OK;
                succeeded += isFailed ? 0 : 1;
                failed += isFailed ? 1 : 0;
                downloads += isFailed && life.download != OK ? 1 : 0;
                byte error = life.model != OK ? life.model : life.download != OK ? OK : life.process;
                client += error == CLIENT ? 1 : 0;
                server += error == SERVER ? 1 : 0;
            }
        }
        return new Counts(succeeded, failed, expired, downloads, 0, 0, client, server);
    }
}
