package io.inferometer.agent.jmx;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Learns of each pause for garbage collection from the collectors' beans, which tell on a thread of the JVM's own, in milliseconds. No
 * MBean server is involved. Nothing is loaded and nobody listens before anything is measured.
 */
public final class GcPauses implements Runnable {

    /** {@code com.sun.management.GarbageCollectionNotificationInfo}, by the words it is sent in: its module may be missing. */
    private static final String TYPE = "com.sun.management.gc.notification";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Supplier<List<Object>> collectors;
    private final BooleanSupplier isWanted;
    private final Runnable listening;
    private final LongConsumer pauses;
    private boolean hasBegun;

    /**
     * @param collectors gives the beans of those that pause
     * @param isWanted whether there is anything that pauses could stall
     * @param listening is told when pauses are listened for
     * @param pauses is told the length of each, in nanoseconds, on a thread of the JVM's
     */
    public GcPauses(
            Supplier<List<Object>> collectors, BooleanSupplier isWanted, Runnable listening, LongConsumer pauses) {
        this.collectors = collectors;
        this.isWanted = isWanted;
        this.listening = listening;
        this.pauses = pauses;
    }

    /** Begins to listen, once, when that is wanted. Called now and then by one thread. */
    @Override
    public void run() {
        if (hasBegun || !isWanted.getAsBoolean()) {
            return;
        }
        hasBegun = true;
        for (Object collector : collectors.get()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, none) -> handle(notification), null, null);
                listening.run();
            }
        }
    }

    private void handle(Notification notification) {
        if (notification.getType().equals(TYPE)
                && notification.getUserData() instanceof CompositeData collection
                && collection.get("gcInfo") instanceof CompositeData info
                && info.get("duration") instanceof Long millis
                && millis > 0) {
            pauses.accept(millis * NANOS_PER_MILLI);
        }
    }
}
