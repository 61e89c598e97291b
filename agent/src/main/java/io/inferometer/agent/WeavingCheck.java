package io.inferometer.agent;

import io.inferometer.agent.log.Log;
import io.inferometer.agent.record.Rehearsal;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.SelfCheck;
import io.inferometer.agent.weave.Sites;
import java.io.IOException;

/**
 * Checks weaving, rehearses recording and loads what measures once there is a class to weave: some two hundred classes, which other JVMs do
 * without. Called by agent threads, one at a time.
 */
final class WeavingCheck implements Runnable {

    private final Sites sites;
    private final OwnClasses classes;
    private boolean done;

    WeavingCheck(Sites sites, OwnClasses classes) {
        this.sites = sites;
        this.classes = classes;
    }

    /** Checks if there was a class to weave, once. After an error the next call tries again. */
    @Override
    public void run() {
        if (!done && sites.haveBegun()) {
            check();
        }
    }

    /** Checks whether or not there was a class to weave. */
    void check() {
        SelfCheck.run(sites).ifPresent(Log::warn);
        Rehearsal.initialise();
        try {
            classes.loadToMeasure();
        } catch (IOException | ClassNotFoundException unreadable) {
            Log.warn("what measures could not be loaded ahead: " + ThreadErrors.describe(unreadable));
        }
        done = true;
    }
}
