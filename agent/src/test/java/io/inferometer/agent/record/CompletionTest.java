package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private static final int SUCCESS = 0;
    private static final int CLIENT_ERROR = 1;
    private static final int SERVER_ERROR = 2;
    private static final int CANCELLED = 3;

    private final SiteHarness harness = new SiteHarness();
    private final InferenceSite site = harness.site(0);

    private void returned(CompletionStage<?> stage) {
        site.exit(site.enter(this), this, null, stage, null);
    }

    @Test
    void aCallLastsUntilItsResultIsThereOnWhateverThread() throws InterruptedException {
        CompletableFuture<String> result = new CompletableFuture<>();
        returned(result);
        assertThat(harness.drain().calls()).isZero();
        assertThat(harness.inFlight().count).isEqualTo(1);
        long before = System.nanoTime();
        while (System.nanoTime() - before < 1_000_000) {
            Thread.onSpinWait();
        }
        Thread other = new Thread(() -> result.complete("done"));
        other.start();
        other.join();
        assertThat(harness.inFlight().count).isZero();
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, SUCCESS)).isEqualTo(1);
        assertThat(tally.nanos()).isGreaterThan(1_000_000);
    }

    @Test
    void aResultThatIsThereAlreadyIsRecordedAtOnce() {
        returned(CompletableFuture.completedFuture("done"));
        assertThat(harness.drain().calls(harness.model, SUCCESS)).isEqualTo(1);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void failuresAreSortedByTheirCause() {
        returned(CompletableFuture.failedFuture(new IllegalArgumentException()));
        returned(CompletableFuture.failedFuture(new CompletionException(new IllegalArgumentException())));
        returned(CompletableFuture.failedFuture(new IllegalStateException()));
        returned(CompletableFuture.failedFuture(new CompletionException("without a cause", null)));
        returned(CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalArgumentException();
                },
                Runnable::run));
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, CLIENT_ERROR)).isEqualTo(3);
        assertThat(tally.calls(harness.model, SERVER_ERROR)).isEqualTo(2);
    }

    @Test
    void cancellationIsAnOutcomeOfItsOwn() {
        CompletableFuture<String> result = new CompletableFuture<>();
        returned(result);
        result.cancel(true);
        CompletableFuture<String> source = new CompletableFuture<>();
        returned(source.thenApply(text -> text));
        source.completeExceptionally(new CancellationException());
        assertThat(harness.drain().calls(harness.model, CANCELLED)).isEqualTo(2);
    }

    @Test
    void aMethodThatThrowsIsRecordedAtOnce() {
        site.exit(site.enter(this), this, null, null, new IllegalArgumentException());
        assertThat(harness.drain().calls(harness.model, CLIENT_ERROR)).isEqualTo(1);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void anythingElseThatIsReturnedEndsTheCall() {
        site.exit(site.enter(this), this, null, "text", null);
        site.exit(site.enter(this), this, null, null, null);
        assertThat(harness.drain().calls(harness.model, SUCCESS)).isEqualTo(2);
    }

    /** A stage whose {@code whenComplete} does {@code behaviour}. */
    private static CompletionStage<?> stage(java.util.function.Consumer<BiConsumer<Object, Throwable>> behaviour) {
        return (CompletionStage<?>) Proxy.newProxyInstance(
                CompletionTest.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("whenComplete");
                    @SuppressWarnings("unchecked")
                    BiConsumer<Object, Throwable> observer = (BiConsumer<Object, Throwable>) arguments[0];
                    behaviour.accept(observer);
                    return proxy;
                });
    }

    @Test
    void aStageThatCannotBeObservedIsMeasuredToItsReturn() {
        returned(stage(observer -> {
            throw new UnsupportedOperationException();
        }));
        returned(stage(observer -> {
            throw new AbstractMethodError();
        }));
        assertThat(harness.drain().calls(harness.model, SUCCESS)).isEqualTo(2);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void aStageThatCompletesTwiceOrCompletesAndThrowsIsOneCall() {
        returned(stage(observer -> {
            observer.accept("a", null);
            observer.accept("b", null);
        }));
        returned(stage(observer -> {
            observer.accept("a", null);
            throw new IllegalStateException();
        }));
        assertThat(harness.drain().calls()).isEqualTo(2);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void whoCompletesTheResultNeverSeesAFailureInMeasuring() {
        InferenceSite broken = new InferenceSite(
                harness.recorder,
                new FixedModel(harness.model),
                failure -> {
                    throw new IllegalStateException("cannot be sorted");
                },
                CallReaders.NONE,
                1,
                false,
                true,
                harness.nesting,
                harness.errors,
                new Switch());
        BiConsumer<?, ?>[] kept = new BiConsumer<?, ?>[1];
        broken.exit(broken.enter(this), this, null, stage(observer -> kept[0] = observer), null);
        kept[0].accept(null, null);
        BiConsumer<?, ?>[] failing = new BiConsumer<?, ?>[1];
        broken.exit(broken.enter(this), this, null, stage(observer -> failing[0] = observer), null);
        @SuppressWarnings("unchecked")
        BiConsumer<Object, Throwable> observer = (BiConsumer<Object, Throwable>) failing[0];
        observer.accept(null, new IllegalArgumentException());
        assertThat(harness.errors.first()).contains("cannot be sorted");
        assertThat(harness.inFlight().count).isZero();
    }
}
