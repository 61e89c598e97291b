package io.inferometer.agent.async;

/** The end of a stage. When and how it ended is in the call. */
final class StageEnd extends StageEvent {

    final StageCall call;

    StageEnd(StageCall call) {
        this.call = call;
    }
}
