package io.inferometer.exporter.metric;

/**
 * One figure that the agent shows.
 *
 * @param <S> what it is read from
 */
public interface Metric<S> {

    /** Returns what it is called and means. */
    Description description();

    /**
     * Reads it.
     *
     * @param out takes a value for each value of the metric's own label, or one if it has none; is not called if the subject does
     *     not have the figure
     */
    void read(S subject, Samples out);
}
