package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Learns of each pause for garbage collection from the collectors' beans, which tell on a thread of the JVM's own, in milliseconds.
 * Concurrent work, which the beans tell of as well, is no pause. Nothing is loaded and nobody listens before anything is measured.
 */
public final class GcPauses implements Runnable {

    /** {@code com.sun.management.GarbageCollectionNotificationInfo}, by the words it is sent in: its module may be missing. */
    private static final String TYPE = "com.sun.management.gc.notification";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final BooleanSupplier isWanted;
    private final Runnable listening;
    private final LongConsumer pauses;
    private boolean hasBegun;

    /**
     * @param isWanted whether there is anything that pauses could stall
     * @param listening is told when pauses are listened for
     * @param pauses is told the length of each, in nanoseconds, on a thread of the JVM's
     */
    public GcPauses(BooleanSupplier isWanted, Runnable listening, LongConsumer pauses) {
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
        try {
            listen();
        } catch (LinkageError incomplete) {
            Log.debug("pauses for garbage collection are not known", incomplete);
        }
    }

    private void listen() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (isPausing(collector.getName()) && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, none) -> handle(notification), null, null);
                listening.run();
            }
        }
    }

    /** "ZGC Cycles", also "Minor" and "Major" ones, "Shenandoah Cycles" and "G1 Concurrent GC" run beside the application. */
    static boolean isPausing(String collector) {
        return !collector.endsWith(" Cycles") && !collector.equals("G1 Concurrent GC");
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
