package io.inferometer.agent.record;

/** A call in flight on a virtual thread, which has no log of its own. */
final class VirtualCall {

    final Model model;
    final long start;

    VirtualCall(Model model, long start) {
        this.model = model;
        this.start = start;
    }
}
