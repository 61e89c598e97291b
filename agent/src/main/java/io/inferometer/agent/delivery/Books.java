package io.inferometer.agent.delivery;

import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import java.util.concurrent.atomic.AtomicLong;

/** What became of one exporter's windows, and what is said about it. Written by the exporter's thread, read by any. */
final class Books {

    private final String exporter;
    private final ExporterContext context;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private volatile long lastSuccessMillis;
    private volatile String lastError = "";

    Books(String exporter, ExporterContext context) {
        this.exporter = exporter;
        this.context = context;
    }

    /** Counts windows that need no further attempt. Needs no memory. */
    void settled(Delivery result, int windows) {
        if (result instanceof Delivery.Rejected) {
            rejected.addAndGet(windows);
            return;
        }
        delivered.addAndGet(windows);
        if (result instanceof Delivery.Delivered) {
            lastSuccessMillis = System.currentTimeMillis();
        }
    }

    /** @param well whether that is all there is to say: not so while other windows fail */
    void saySettled(Delivery result, boolean well) {
        if (result instanceof Delivery.Rejected refused) {
            say(refused.reason());
        } else if (result instanceof Delivery.Delivered taken && taken.rejectedItems() > 0) {
            say(taken.rejectedItems() + " values refused: " + taken.reason());
        } else if (well) {
            if (!lastError.isEmpty()) {
                context.info("exporter " + exporter + " delivers again");
            }
            lastError = "";
        }
    }

    void putOff(String reason) {
        retries.incrementAndGet();
        say(reason);
    }

    /** Windows dropped because they grew too old or too many, or nobody will take them. Any thread. */
    void expired(int windows) {
        expired.addAndGet(windows);
    }

    void off(String reason) {
        lastError = Redaction.of(reason);
        context.warn("exporter " + exporter + " is off: " + lastError);
    }

    /** Says why windows are not delivered, unless that was the last thing said. Masked where it is kept, for page, JMX and log. */
    void say(String reason) {
        String masked = Redaction.of(reason);
        if (!masked.equals(lastError)) {
            context.warn("exporter " + exporter + ": " + masked);
        }
        lastError = masked;
    }

    long delivered() {
        return delivered.get();
    }

    long rejected() {
        return rejected.get();
    }

    long expired() {
        return expired.get();
    }

    long retries() {
        return retries.get();
    }

    /** Milliseconds since 1970; 0 before the first success. */
    long lastSuccessMillis() {
        return lastSuccessMillis;
    }

    String lastError() {
        return lastError;
    }
}
