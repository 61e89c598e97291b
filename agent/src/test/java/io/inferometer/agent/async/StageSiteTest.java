package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.AsyncStats.Counts;
import io.inferometer.exporter.api.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StageSiteTest {

    private static final long SECOND = 1_000_000_000L;

    private final Events events = new Events();
    private final Problems problems = new Problems();
    private final SiteErrors errors = new SiteErrors();
    private final Switch measuring = new Switch();
    private final Tracker tracker =
            new Tracker(events, problems, new AsyncLimits(Duration.ofHours(1), Duration.ofHours(1), 100, false), null);
    private final StageEvents stages = new StageEvents(
            events,
            problems,
            failure -> failure instanceof IllegalArgumentException ? Outcome.CLIENT_ERROR : Outcome.SERVER_ERROR,
            errors,
            100,
            false);

    private record Result() implements IdReader {

        @Override
        public When when() {
            return When.AFTER;
        }

        @Override
        public Object read(Object self, Object argument, Object result) {
            return result;
        }
    }

    private record Nothing() implements IdReader {

        @Override
        public When when() {
            return When.NEVER;
        }

        @Override
        public Object read(Object self, Object argument, Object result) {
            return null;
        }
    }

    private Site site(Stage stage, IdReader ids) {
        return new StageSite(stage, ids, stages, errors, measuring);
    }

    private final Site accept = site(Stage.ACCEPT, new ArgumentId());
    private final Site process = site(Stage.PROCESS, new ArgumentId());
    private final Site download = site(Stage.DOWNLOAD, new Nothing());
    private final Site upload = site(Stage.UPLOAD, new ArgumentId());

    private static void call(Site site, Object argument, Object result, Throwable failure, Runnable inside) {
        Object call = site.enter(null, argument);
        inside.run();
        site.exit(call, null, argument, result, failure);
    }

    private void accept(Object id) {
        call(accept, id, null, null, () -> {});
    }

    private Counts counts() {
        long now = System.nanoTime();
        tracker.drain(now);
        return tracker.sinceStart(now).counts();
    }

    private long backlog() {
        long now = System.nanoTime();
        return tracker.sinceStart(now).queue().backlog();
    }

    @Test
    void stagesInsideAProcessNeedNoId() {
        accept("a");
        call(process, "a", null, null, () -> {
            call(download, null, null, null, () -> {});
            call(upload, "a", null, null, () -> {});
        });
        assertThat(counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(tracker.sinceStart(System.nanoTime()).download().count()).isEqualTo(1);
        assertThat(tracker.sinceStart(System.nanoTime()).upload().count()).isEqualTo(1);
    }

    @Test
    void aStageOfAnotherRequestInsideAProcessIsThatOnes() {
        accept("a");
        accept("b");
        call(
                process,
                "a",
                null,
                null,
                () -> call(process, "b", null, new IllegalStateException(), () -> {
                    call(upload, "a", null, null, () -> {});
                    call(download, null, null, new IllegalStateException(), () -> {});
                }));
        assertThat(counts()).isEqualTo(new Counts(1, 1, 0, 1, 0, 0, 0, 0));
        assertThat(tracker.sinceStart(System.nanoTime()).upload().count()).isEqualTo(1);
        assertThat(problems.unmatched).hasValue(0);
    }

    @Test
    void theOutermostOfOneStageCounts() {
        call(accept, "a", null, null, () -> accept("a"));
        call(
                process,
                "a",
                null,
                null,
                () -> call(process, "a", null, null, () -> {
                    call(
                            download,
                            null,
                            null,
                            null,
                            () -> call(download, null, null, new IllegalStateException(), () -> {}));
                }));
        assertThat(counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(tracker.sinceStart(System.nanoTime()).download().count()).isEqualTo(1);
        assertThat(problems.count(BadId.DUPLICATE)).isZero();
    }

    @Test
    void anAcceptThatThrowsAcceptsNothing() {
        call(accept, "a", null, new IllegalStateException(), () -> {});
        assertThat(backlog()).isZero();
    }

    @Test
    void theResultMayBeTheId() {
        Site byResult = site(Stage.ACCEPT, new Result());
        Object call = byResult.enter(null);
        byResult.exit(byResult.enter(null), null, null, "a", null);
        byResult.exit(call, null, null, "a", null);
        assertThat(backlog()).as("an overload is the same").isEqualTo(1);
        assertThat(problems.count(BadId.DUPLICATE)).isZero();
        CompletableFuture<Object> later = new CompletableFuture<>();
        byResult.exit(byResult.enter(null), null, null, later, null);
        assertThat(backlog()).isEqualTo(1);
        later.complete("b");
        assertThat(backlog()).isEqualTo(2);
        byResult.exit(byResult.enter(null), null, null, null, null);
        assertThat(problems.count(BadId.MISSING)).isEqualTo(1);
        call(process, "a", null, null, () -> {});
        call(process, "b", null, null, () -> {});
        assertThat(counts().succeeded()).isEqualTo(2);
    }

    @Test
    void anAcceptWhoseEndIsNeverToldKeepsNoOtherFromBeingSeen() {
        Site byResult = site(Stage.ACCEPT, new Result());
        for (int i = 0; i < 200; i++) {
            // As where the stack ends in the very call that would tell.
            byResult.enter(null);
            process.enter(null, "stuck " + i);
            byResult.exit(byResult.enter(null), null, null, "r" + i, null);
            call(process, "r" + i, null, null, () -> call(download, null, null, null, () -> {}));
            assertThat(counts().succeeded()).isEqualTo(i + 1);
        }
        assertThat(counts().succeeded()).isEqualTo(200);
        assertThat(tracker.sinceStart(System.nanoTime()).download().count()).isEqualTo(200);
    }

    @Test
    void acceptsOfDifferentRequestsInsideEachOtherAreDifferent() {
        call(accept, "a", null, null, () -> accept("b"));
        call(site(Stage.ACCEPT, new Result()), null, "c", null, () -> accept("d"));
        call(site(Stage.ACCEPT, new Result()), null, "e", null, () -> accept("e"));
        call(accept, "f", null, null, () -> call(site(Stage.ACCEPT, new Result()), null, "f", null, () -> {}));
        assertThat(backlog()).isEqualTo(6);
        assertThat(problems.count(BadId.DUPLICATE)).isZero();
    }

    @Test
    void badIdsAreCountedByKindAndTheApplicationSeesNothing() {
        accept(null);
        accept("");
        accept(new IllegalStateException("no id today"));
        accept(new Object());
        call(site(Stage.ACCEPT, new Nothing()), null, null, null, () -> {});
        call(process, null, null, null, () -> call(download, null, null, null, () -> {}));
        assertThat(problems.count(BadId.MISSING)).isEqualTo(3);
        assertThat(problems.count(BadId.EMPTY)).isEqualTo(1);
        assertThat(problems.count(BadId.UNREADABLE)).isEqualTo(2);
        assertThat(problems.unmatched).as("the download").hasValue(1);
        assertThat(backlog()).isZero();
        assertThat(errors.count()).isEqualTo(1);
        accept(7L);
        call(process, "7", null, null, () -> {});
        assertThat(counts().succeeded()).as("a number is text").isEqualTo(1);
    }

    @Test
    void anAsynchronousStageEndsWhenItsResultCompletes() {
        accept("a");
        CompletableFuture<Object> result = new CompletableFuture<>();
        CompletableFuture<Object> payload = new CompletableFuture<>();
        call(process, "a", result, null, () -> call(download, null, payload, null, () -> {}));
        assertThat(backlog()).isEqualTo(1);
        payload.complete("payload");
        result.completeExceptionally(new CompletionException(new IllegalArgumentException()));
        assertThat(counts()).isEqualTo(new Counts(0, 1, 0, 0, 0, 0, 1, 0));
        assertThat(tracker.sinceStart(System.nanoTime()).download().count()).isEqualTo(1);
    }

    @Test
    void aProcessThatIsOverBeforeItsLastStageIsToldWaitsForIt() {
        accept("a");
        CompletableFuture<Object> stored = new CompletableFuture<>();
        Object call = process.enter(null, "a");
        call(upload, "a", stored, null, () -> {});
        // Dependents of a future run last first: the process ends ahead of the upload.
        CompletionStage<Object> all = stored.thenApply(done -> done);
        process.exit(call, null, "a", all, null);
        stored.complete("stored");
        assertThat(counts().succeeded()).isEqualTo(1);
        assertThat(tracker.sinceStart(System.nanoTime()).upload().count()).isEqualTo(1);
    }

    @Test
    void aStageThatNeverCompletesIsWaitedForALittle() {
        accept("a");
        call(process, "a", null, null, () -> call(upload, "a", new CompletableFuture<>(), null, () -> {}));
        assertThat(counts().succeeded()).isZero();
        tracker.drain(System.nanoTime() + 2 * SECOND);
        assertThat(counts().succeeded()).isEqualTo(1);
    }

    @Test
    void whatIsSwitchedOffCostsNothing() {
        measuring.set(false);
        accept("a");
        measuring.set(true);
        assertThat(backlog()).isZero();
    }

    @Test
    void aFailedExpiryIsNone() {
        Site expire = site(Stage.EXPIRE, new ArgumentId());
        accept("a");
        call(expire, "a", null, new IllegalStateException(), () -> {});
        assertThat(counts().expired()).isZero();
        call(expire, "a", null, null, () -> call(expire, "a", null, null, () -> {}));
        assertThat(counts().expired()).isEqualTo(1);
        assertThat(problems.late).hasValue(0);
    }
}
