package io.inferometer.agent.async;

import io.inferometer.agent.record.ByIdentity;

/** What identifies the request of a submitted task: no other request ever has it. Keeps its task only while that is used. */
public final class Identity extends ByIdentity.Entry {

    /** The task while it is submitted, and while it runs. Of one thread each. */
    Object submitting;

    Object running;

    /** As a number, which others may have, too: for people. */
    @Override
    public String toString() {
        return Integer.toHexString(System.identityHashCode(this));
    }
}
