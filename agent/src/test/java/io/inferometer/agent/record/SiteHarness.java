package io.inferometer.agent.record;

import io.inferometer.exporter.api.Outcome;
import java.util.concurrent.CancellationException;

/** A recorder, a model and sites on it; drained by the test's own thread. */
final class SiteHarness {

    /** What makes measuring fail. */
    static final class Unsortable extends RuntimeException {}

    final Recorder recorder;
    final Model model;
    final SiteErrors errors = new SiteErrors();
    final Switch measuring = new Switch();
    final VirtualNesting nesting = new VirtualNesting();
    final Tally tally = new Tally();
    private int ungrouped;

    SiteHarness() {
        this(new Recorder());
    }

    SiteHarness(Recorder recorder) {
        this.recorder = recorder;
        this.model = recorder.newModel();
    }

    InferenceSite site(int group) {
        return site(group, null);
    }

    InferenceSite site(int group, ValueReader items) {
        return site(new FixedModel(model), group, items);
    }

    InferenceSite site(ModelFinder finder, int group, ValueReader items) {
        return site(finder, group, items, true);
    }

    InferenceSite site(ModelFinder finder, int group, ValueReader items, boolean asynchronous) {
        return new InferenceSite(
                recorder,
                finder,
                SiteHarness::outcome,
                items == null ? CallReaders.NONE : CallReaders.ofItems(items),
                group == 0 ? --ungrouped : group,
                group != 0,
                asynchronous,
                nesting,
                errors,
                measuring);
    }

    /** Throws anything. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    static Outcome outcome(Throwable failure) {
        if (failure instanceof Unsortable) {
            throw new OutOfMemoryError("while it was sorted");
        }
        if (failure instanceof IllegalArgumentException) {
            return Outcome.CLIENT_ERROR;
        }
        return failure instanceof CancellationException ? Outcome.CANCELLED : Outcome.SERVER_ERROR;
    }

    /** Everything recorded so far. */
    Tally drain() {
        recorder.drain(tally);
        return tally;
    }

    InFlight inFlight() {
        return InFlight.of(recorder, model);
    }
}
