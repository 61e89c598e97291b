package io.inferometer.agent.async;

/** Something that happened to a queued request, on its way to the {@link Tracker}. */
abstract class StageEvent {

    /** The one that was added before; while the tracker takes them, the one that was added after. */
    StageEvent next;

    /** How many were waiting when it was added, itself included. */
    int depth;
}
