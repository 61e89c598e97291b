package io.inferometer.agent.record;

/** A call in flight on a virtual thread, which has no log of its own. */
final class VirtualCall {

    /** Where in {@link VirtualCalls} the call stands; −1 when it found no place there, and the rest is known here. */
    final int place;

    /** All places; null for a call without one. */
    final long[] places;

    final Model model;
    final long start;

    /** Null where calls inside each other count each. */
    final VirtualNesting.Inside inside;

    private VirtualCall(int place, long[] places, Model model, long start, VirtualNesting.Inside inside) {
        this.place = place;
        this.places = places;
        this.model = model;
        this.start = start;
        this.inside = inside;
    }

    /** What all calls in that place have in common. */
    static VirtualCall at(int place, long[] places) {
        return new VirtualCall(place, places, null, 0, null);
    }

    static VirtualCall elsewhere(Model model, long start, VirtualNesting.Inside inside) {
        return new VirtualCall(-1, null, model, start, inside);
    }
}
