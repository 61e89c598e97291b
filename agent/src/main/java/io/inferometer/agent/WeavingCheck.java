package io.inferometer.agent;

import io.inferometer.agent.log.Log;
import io.inferometer.agent.record.Rehearsal;
import io.inferometer.agent.weave.SelfCheck;
import io.inferometer.agent.weave.Sites;

/**
 * Checks weaving, and rehearses recording, once there is a class to weave. Both load a hundred classes, which a JVM without such a class is
 * spared. On agent threads, one after the other.
 */
final class WeavingCheck implements Runnable {

    private final Sites sites;
    private boolean done;

    WeavingCheck(Sites sites) {
        this.sites = sites;
    }

    /** Checks unless there is nothing to weave so far, or it was done. After an error it is to be called again. */
    @Override
    public void run() {
        if (!done && sites.haveBegun()) {
            check();
        }
    }

    /** Checks in any case. */
    void check() {
        SelfCheck.run(sites).ifPresent(Log::warn);
        Rehearsal.initialise();
        done = true;
    }
}
