package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceSiteTest {

    private static final int SUCCESS = 0;
    private static final int CLIENT_ERROR = 1;
    private static final int SERVER_ERROR = 2;

    private final SiteHarness harness = new SiteHarness();

    private void call(Site site, Throwable failure) {
        site.exit(site.enter(this), this, null, null, failure);
    }

    @Test
    void everyOutcomeIsCountedAsItself() {
        InferenceSite site = harness.site(0);
        call(site, null);
        call(site, null);
        call(site, new IllegalArgumentException());
        call(site, new IllegalStateException());
        call(site, new OutOfMemoryError());
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, SUCCESS)).isEqualTo(2);
        assertThat(tally.calls(harness.model, CLIENT_ERROR)).isEqualTo(1);
        assertThat(tally.calls(harness.model, SERVER_ERROR)).isEqualTo(2);
        assertThat(harness.recorder.recorded()).isEqualTo(5);
        assertThat(harness.errors.count()).isZero();
    }

    @Test
    void aCallTakesAsLongAsItTakes() {
        InferenceSite site = harness.site(0);
        long before = System.nanoTime();
        Object start = site.enter(this);
        long began = System.nanoTime();
        while (System.nanoTime() - began < 2_000_000) {
            Thread.onSpinWait();
        }
        long ended = System.nanoTime();
        site.exit(start, this, null, null, null);
        assertThat(harness.drain().nanos()).isBetween(ended - began, System.nanoTime() - before);
    }

    @Test
    void aCallBegunWhileTheSiteIsOffIsNotMeasuredHoweverItEnds() {
        InferenceSite site = harness.site(0);
        harness.measuring.set(false);
        Object start = site.enter(this);
        harness.measuring.set(true);
        site.exit(start, this, null, null, null);
        assertThat(harness.drain().calls()).isZero();
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void aCallBegunWhileTheSiteIsOnIsMeasuredHoweverItEnds() {
        InferenceSite site = harness.site(0);
        Object start = site.enter(this);
        harness.measuring.set(false);
        harness.model.setEnabled(false);
        assertThat(harness.inFlight().count).isEqualTo(1);
        site.exit(start, this, null, null, null);
        assertThat(harness.drain().calls()).isEqualTo(1);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void aModelIsSwitchedByItself() {
        InferenceSite site = harness.site(0);
        Model other = harness.recorder.newModel();
        InferenceSite siteOfOther = harness.site(new FixedModel(other), 0, null);
        harness.model.setEnabled(false);
        call(site, null);
        call(siteOfOther, null);
        harness.model.setEnabled(true);
        call(site, null);
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, SUCCESS)).isEqualTo(1);
        assertThat(tally.calls(other, SUCCESS)).isEqualTo(1);
    }

    @Test
    void theOutermostCallOfAGroupCountsOnce() {
        InferenceSite wide = harness.site(7);
        InferenceSite narrow = harness.site(7);
        InferenceSite otherGroup = harness.site(8);
        Object outer = narrow.enter(this);
        call(wide, null);
        call(otherGroup, null);
        narrow.exit(outer, this, null, null, null);
        assertThat(harness.drain().calls()).isEqualTo(2);
        call(wide, null);
        assertThat(harness.drain().calls()).isEqualTo(3);
    }

    @Test
    void withoutAGroupNestedCallsCountEach() {
        InferenceSite site = harness.site(0);
        Object outer = site.enter(this);
        assertThat(harness.inFlight().count).isEqualTo(1);
        Object inner = site.enter(this);
        assertThat(harness.inFlight().count).isEqualTo(2);
        site.exit(inner, this, null, null, null);
        site.exit(outer, this, null, null, null);
        assertThat(harness.drain().calls()).isEqualTo(2);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void callsOfSeveralThreadsAreInFlightTogetherAndTheOldestIsTheOldest() throws InterruptedException {
        InferenceSite site = harness.site(0);
        long before = System.nanoTime();
        Object mine = site.enter(this);
        AtomicReference<InFlight> seen = new AtomicReference<>();
        Thread other = new Thread(() -> {
            Object start = site.enter(this);
            seen.set(harness.inFlight());
            site.exit(start, this, null, null, null);
        });
        other.start();
        other.join();
        assertThat(seen.get().count).isEqualTo(2);
        assertThat(seen.get().oldestNanos).isPositive().isLessThanOrEqualTo(System.nanoTime() - before);
        site.exit(mine, this, null, null, null);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void anExitThatWasLostHealsWithTheNextOneFurtherOut() {
        InferenceSite outerSite = harness.site(1);
        InferenceSite innerSite = harness.site(2);
        Object outer = outerSite.enter(this);
        innerSite.enter(this);
        assertThat(harness.inFlight().count).isEqualTo(2);
        outerSite.exit(outer, this, null, null, null);
        assertThat(harness.inFlight().count).isZero();
        assertThat(harness.drain().calls()).isEqualTo(1);
        call(innerSite, null);
        assertThat(harness.drain().calls()).isEqualTo(2);
    }

    @Test
    void itemsAreCountedFromTheArgument() {
        InferenceSite site = harness.site(0, (self, argument, number, result, failure) -> (Integer) argument);
        site.exit(site.enter(this), this, (Object) 32, null, null);
        site.exit(site.enter(this), this, (Object) 0, null, null);
        site.exit(site.enter(this), this, (Object) (-5), null, null);
        assertThat(harness.drain().calls()).isEqualTo(3);
        assertThat(harness.tally.items()).isEqualTo(32);
        assertThat(harness.recorder.ignoredItems()).as("below 0").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE + 1, 1L << 61, Long.MAX_VALUE})
    void aBatchSizeWithoutSenseIsLeftOutAndCounted(long size) {
        InferenceSite site = harness.site(0, (self, argument, number, result, failure) -> size);
        call(site, null);
        call(site, new IllegalArgumentException());
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, SUCCESS)).isEqualTo(1);
        assertThat(tally.calls(harness.model, CLIENT_ERROR)).isEqualTo(1);
        assertThat(tally.items()).isZero();
        assertThat(harness.recorder.ignoredItems()).isEqualTo(2);
        assertThat(harness.errors.count()).isZero();
    }

    @Test
    void theGreatestBatchThatAnEventHoldsIsExact() {
        InferenceSite site = harness.site(0, (self, argument, number, result, failure) -> Event.MAX_VALUE);
        call(site, null);
        assertThat(harness.drain().items()).isEqualTo(Event.MAX_VALUE);
        assertThat(harness.recorder.ignoredItems()).isZero();
    }

    @Test
    void aCallWhoseItemsCannotBeCountedIsStillACall() {
        InferenceSite site = harness.site(0, (self, argument, number, result, failure) -> {
            throw new IllegalStateException("closed");
        });
        call(site, null);
        call(site, new IllegalArgumentException());
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, SUCCESS)).isEqualTo(1);
        assertThat(tally.calls(harness.model, CLIENT_ERROR)).isEqualTo(1);
        assertThat(harness.errors.count()).isEqualTo(2);
        assertThat(harness.errors.first()).contains("closed");
    }

    @Test
    void aFinderThatFailsCostsTheMeasurementAndNothingElse() {
        InferenceSite site = harness.site(
                (self, argument) -> {
                    throw new IllegalStateException("no model");
                },
                0,
                null);
        assertThat(site.enter(this)).isNull();
        assertThat(harness.errors.count()).isEqualTo(1);
        assertThat(harness.inFlight().count).isZero();
    }

    @Test
    void theModelIsThatOfTheInstance() {
        Model other = harness.recorder.newModel();
        Object first = new Object();
        Object second = new Object();
        int[] asked = new int[1];
        InferenceSite site = harness.site(
                new InstanceCache((self, argument) -> {
                    asked[0]++;
                    return self == first ? harness.model : other;
                }),
                0,
                null);
        for (int i = 0; i < 10; i++) {
            site.exit(site.enter(first), first, null, null, null);
        }
        assertThat(asked[0]).as("the last instance is remembered").isEqualTo(1);
        site.exit(site.enter(second), second, null, null, null);
        site.exit(site.enter(first), first, null, null, null);
        Tally tally = harness.drain();
        assertThat(tally.calls(harness.model, SUCCESS)).isEqualTo(11);
        assertThat(tally.calls(other, SUCCESS)).isEqualTo(1);
    }
}
