package io.inferometer.exporter.metric;

import io.inferometer.exporter.api.ModelStats;

/**
 * A model at an instant.
 *
 * @param stats what was measured of it until then
 * @param atMillis the instant, in milliseconds since 1970
 * @param state whether it is measured
 */
public record ModelAt(ModelStats stats, long atMillis, State state) {

    /** Whether something is measured. */
    public enum State {
        ENABLED,
        DISABLED,
        /** Of that which is told long afterwards, as in a window. */
        UNKNOWN;

        public static State of(boolean enabled) {
            return enabled ? ENABLED : DISABLED;
        }

        void read(Samples out) {
            if (this != UNKNOWN) {
                out.flag(this == ENABLED);
            }
        }
    }
}
