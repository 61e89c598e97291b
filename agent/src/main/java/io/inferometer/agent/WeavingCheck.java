package io.inferometer.agent;

import io.inferometer.agent.log.Log;
import io.inferometer.agent.record.Rehearsal;
import io.inferometer.agent.weave.SelfCheck;
import io.inferometer.agent.weave.Sites;

/**
 * Checks weaving and rehearses recording once there is a class to weave. Both load a hundred classes, which other JVMs do without. Called by
 * agent threads, one at a time.
 */
final class WeavingCheck implements Runnable {

    private final Sites sites;
    private boolean done;

    WeavingCheck(Sites sites) {
        this.sites = sites;
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
        done = true;
    }
}
