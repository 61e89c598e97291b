package io.inferometer.agent.host;

import java.io.IOException;

/** Reads one source of figures. */
interface Probe {

    /**
     * Adds what the source tells now.
     *
     * @throws IOException if the source cannot be read; what was added before stays
     */
    void read(Readings readings) throws IOException;

    /** What the metric that counts failures calls it. */
    default String source() {
        return "machine";
    }
}
