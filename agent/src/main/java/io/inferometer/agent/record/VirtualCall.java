package io.inferometer.agent.record;

/** A call in flight on a virtual thread, which has no log of its own. */
final class VirtualCall {

    /** Where in {@link VirtualCalls} the call stands; −1 when it found no place there, and the rest is known here. */
    final int place;

    final Model model;
    final long start;

    private VirtualCall(int place, Model model, long start) {
        this.place = place;
        this.model = model;
        this.start = start;
    }

    /** What all calls in that place have in common. */
    static VirtualCall at(int place) {
        return new VirtualCall(place, null, 0);
    }

    static VirtualCall elsewhere(Model model, long start) {
        return new VirtualCall(-1, model, start);
    }
}
