package io.inferometer.agent.record;

/**
 * A call that goes on after its method has returned. Begun by one thread, and ended by one; items come one after the other.
 */
final class FollowedCall extends ByIdentity.Entry {

    final Model model;

    /** As the recorder's clock has it, like all times here. */
    final long start;

    /** What was read when it began; null where nothing was. */
    MeasureValues values;

    /** The size of its batch where nothing else is read. */
    long batch;

    /** Of the first item; meaningless before {@link #items} is positive. */
    long firstItem;

    long lastItem;
    long items;

    FollowedCall(Model model, long start) {
        this.model = model;
        this.start = start;
    }

    void item(long at) {
        if (items == 0) {
            firstItem = at;
        }
        lastItem = at;
        items++;
    }
}
