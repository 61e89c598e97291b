package io.inferometer.exporter.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * What was measured of one model, either since the agent started (in a {@link Snapshot}) or between two instants (in a {@link
 * Window}): a distribution for each {@link Measure}, durations by {@link Outcome}, and gauges, which are those of the end.
 * Immutable.
 */
public final class ModelStats {

    /** The resolution of a distribution without values, that of all others before they are made coarser. */
    public static final int SCALE = 6;

    /**
     * Loads and unloads of one model.
     *
     * @param loads successful loads
     * @param failedLoads loads that threw
     * @param loadDurations nanoseconds of each load, successful or not
     * @param loaded instances loaded and not closed, at the end
     */
    public record Lifecycle(long loads, long failedLoads, ExponentialHistogram loadDurations, long loaded) {

        /** Of a model whose loading was not seen. */
        public static final Lifecycle NONE = new Lifecycle(0, 0, empty(Measure.DURATION), 0);

        Lifecycle then(Lifecycle later) {
            return new Lifecycle(
                    loads + later.loads,
                    failedLoads + later.failedLoads,
                    loadDurations.merge(later.loadDurations),
                    later.loaded);
        }
    }

    // Shared by all models that have nothing else; never written to.
    private static final ExponentialHistogram[] EMPTY = new ExponentialHistogram[Measure.count()];
    private static final ExponentialHistogram[] NO_DURATIONS = new ExponentialHistogram[Outcome.count()];

    static {
        for (Measure measure : Measure.values()) {
            if (measure.isNumber()) {
                EMPTY[measure.ordinal()] = ExponentialHistogram.empty(measure.unit(), SCALE);
            }
        }
        Arrays.fill(NO_DURATIONS, EMPTY[Measure.DURATION.ordinal()]);
    }

    private final ModelId id;

    /** By outcome. */
    private final ExponentialHistogram[] durations;

    /** By measure; those of the outcome and the duration are not used. */
    private final ExponentialHistogram[] distributions;

    /** Of all outcomes; null where it is to be made from {@link #durations}. */
    private final ExponentialHistogram latency;

    /** By outcome; null where {@link #durations} say it. */
    private final long[] calls;

    private final long inFlight;
    private final long oldestInFlightNanos;
    private final long lastInferenceMillis;
    private final Lifecycle lifecycle;
    private final String beneath;

    private ModelStats(Builder from) {
        id = from.id;
        durations = from.durations;
        distributions = from.distributions;
        latency = from.latency;
        calls = from.calls;
        inFlight = from.inFlight;
        oldestInFlightNanos = from.oldestInFlightNanos;
        lastInferenceMillis = from.lastInferenceMillis;
        lifecycle = from.lifecycle;
        beneath = from.beneath;
    }

    private static ExponentialHistogram empty(Measure measure) {
        return ExponentialHistogram.empty(measure.unit(), SCALE);
    }

    /** Returns a builder of figures of a model that was never called. */
    public static Builder of(ModelId id) {
        return new Builder(id);
    }

    /** Returns a builder that has these figures. */
    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.durations = durations;
        builder.distributions = distributions;
        return builder.inFlight(inFlight, oldestInFlightNanos)
                .lastInference(lastInferenceMillis)
                .lifecycle(lifecycle)
                .beneath(beneath);
    }

    public ModelId id() {
        return id;
    }

    /** Returns the durations, in nanoseconds, of finished calls with this outcome. */
    public ExponentialHistogram duration(Outcome outcome) {
        return durations[outcome.ordinal()];
    }

    /** Returns the latency of every finished call, whatever its outcome, in nanoseconds. */
    public ExponentialHistogram latency() {
        if (latency != null) {
            return latency;
        }
        ExponentialHistogram all = durations[0];
        for (int i = 1; i < durations.length; i++) {
            all = all.merge(durations[i]);
        }
        return all;
    }

    /**
     * Returns the distribution of a measure over the finished calls of which it is known.
     *
     * @throws IllegalStateException if the measure is no number
     */
    public ExponentialHistogram distribution(Measure measure) {
        if (!measure.isNumber()) {
            throw new IllegalStateException(measure.label() + " is no number");
        }
        return measure == Measure.DURATION ? latency() : distributions[measure.ordinal()];
    }

    /** Returns the calls started and not finished. */
    public long inFlight() {
        return inFlight;
    }

    /** Returns the age in nanoseconds of the oldest call in flight; 0 if there is none. */
    public long oldestInFlightNanos() {
        return oldestInFlightNanos;
    }

    /** Returns when the latest call finished, in milliseconds since 1970; 0 before the first. */
    public long lastInferenceMillis() {
        return lastInferenceMillis;
    }

    /** Returns how often it was loaded. */
    public Lifecycle lifecycle() {
        return lifecycle;
    }

    /**
     * The library that loaded the model and makes its calls, where that is measured itself: these calls are part of its own; empty where the
     * application makes them.
     */
    public String beneath() {
        return beneath;
    }

    /** Returns how many calls finished with this outcome. */
    public long calls(Outcome outcome) {
        int i = outcome.ordinal();
        return calls == null ? durations[i].count() : calls[i];
    }

    /** Returns how many calls finished, whatever their outcome. */
    public long invocations() {
        long all = 0;
        for (int i = 0; i < durations.length; i++) {
            all += calls == null ? durations[i].count() : calls[i];
        }
        return all;
    }

    /** Returns how many finished calls ended with a client or a server error. Cancelled calls are no errors. */
    public long errors() {
        return calls(Outcome.CLIENT_ERROR) + calls(Outcome.SERVER_ERROR);
    }

    /** Returns what was measured over this and the {@code later}, adjoining, span of time. */
    public ModelStats then(ModelStats later) {
        Builder both = of(id);
        both.durations = merged(durations, later.durations);
        both.distributions = merged(distributions, later.distributions);
        return both.inFlight(later.inFlight, later.oldestInFlightNanos)
                .lastInference(Math.max(lastInferenceMillis, later.lastInferenceMillis))
                .lifecycle(lifecycle.then(later.lifecycle))
                .beneath(later.beneath)
                .build();
    }

    private static ExponentialHistogram[] merged(ExponentialHistogram[] first, ExponentialHistogram[] second) {
        ExponentialHistogram[] both = new ExponentialHistogram[first.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = first[i] == null ? null : first[i].merge(second[i]);
        }
        return both;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelStats that
                && id.equals(that.id)
                && Arrays.equals(durations, that.durations)
                && Arrays.equals(distributions, that.distributions)
                && inFlight == that.inFlight
                && oldestInFlightNanos == that.oldestInFlightNanos
                && lastInferenceMillis == that.lastInferenceMillis
                && lifecycle.equals(that.lifecycle)
                && beneath.equals(that.beneath);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, Arrays.hashCode(durations), inFlight, lastInferenceMillis);
    }

    @Override
    public String toString() {
        return "ModelStats[" + id + ", durations=" + Arrays.toString(durations) + ", distributions="
                + Arrays.toString(distributions) + ", inFlight=" + inFlight + ", oldestInFlightNanos="
                + oldestInFlightNanos + ", lastInferenceMillis=" + lastInferenceMillis + ", " + lifecycle + "]";
    }

    /** Collects the figures of one model. What is not set is 0 or empty. One thread only. */
    public static final class Builder {

        private final ModelId id;
        private ExponentialHistogram[] durations = NO_DURATIONS;
        private ExponentialHistogram[] distributions = EMPTY;

        // Whether the arrays are nobody else's, so that they may be written to.
        private boolean ownsDurations;
        private boolean ownsDistributions;
        private ExponentialHistogram latency;
        private long[] calls;
        private long inFlight;
        private long oldestInFlightNanos;
        private long lastInferenceMillis;
        private Lifecycle lifecycle = Lifecycle.NONE;
        private String beneath = "";

        private Builder(ModelId id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /** Sets the durations, in nanoseconds, of finished calls with this outcome. */
        public Builder duration(Outcome outcome, ExponentialHistogram nanos) {
            if (!ownsDurations) {
                durations = durations.clone();
                ownsDurations = true;
            }
            durations[outcome.ordinal()] = Objects.requireNonNull(nanos, "nanos");
            return this;
        }

        /**
         * Sets the distribution of a measure other than the duration.
         *
         * @throws IllegalArgumentException if the measure has another unit, or none, or is the duration
         */
        public Builder distribution(Measure measure, ExponentialHistogram values) {
            if (measure == Measure.DURATION || !measure.isNumber() || measure.unit() != values.unit()) {
                throw new IllegalArgumentException(measure + " cannot be " + values);
            }
            if (!ownsDistributions) {
                distributions = distributions.clone();
                ownsDistributions = true;
            }
            distributions[measure.ordinal()] = values;
            return this;
        }

        /** Sets the durations of all outcomes together, where they are known better than one by one. */
        public Builder latency(ExponentialHistogram nanos) {
            latency = nanos;
            return this;
        }

        /**
         * Sets how many calls finished, where their durations are known together alone: {@link ModelStats#duration} is empty for each
         * outcome, and such figures do not add up with others.
         *
         * @param byOutcome by the ordinals of outcomes; kept, not copied
         */
        public Builder calls(long[] byOutcome) {
            calls = byOutcome;
            return this;
        }

        /** Sets the calls started and not finished, and the age of the oldest of them in nanoseconds. */
        public Builder inFlight(long calls, long oldestNanos) {
            inFlight = calls;
            oldestInFlightNanos = oldestNanos;
            return this;
        }

        /** Sets when the latest call finished, in milliseconds since 1970. */
        public Builder lastInference(long millis) {
            lastInferenceMillis = millis;
            return this;
        }

        /** Sets the library that makes its calls, see {@link ModelStats#beneath()}. */
        public Builder beneath(String library) {
            beneath = Objects.requireNonNull(library, "library");
            return this;
        }

        /** Sets how often it was loaded. */
        public Builder lifecycle(Lifecycle loads) {
            lifecycle = Objects.requireNonNull(loads, "loads");
            return this;
        }

        /** Returns the figures so far. This builder may be used on. */
        public ModelStats build() {
            ownsDurations = false;
            ownsDistributions = false;
            return new ModelStats(this);
        }
    }
}
