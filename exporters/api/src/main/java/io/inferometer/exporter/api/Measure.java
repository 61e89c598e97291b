package io.inferometer.exporter.api;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.util.Locale;
import java.util.Optional;

/** What can be known of one call. A call has an {@link #OUTCOME} and a {@link #DURATION}, and whatever else its library tells. */
public enum Measure {
    /** How it ended: an {@link Outcome}, by which durations are told apart. The only measure that is no number. */
    OUTCOME(null),
    /** From its start to its end. */
    DURATION(Unit.NANOSECONDS),
    /** Items in its batch. */
    ITEMS(Unit.ITEMS),
    /** Tokens read, cached ones included. */
    INPUT_TOKENS(Unit.ITEMS),
    /** Tokens produced, those of reasoning included. */
    OUTPUT_TOKENS(Unit.ITEMS),
    /** Tokens of the input that came from a cache. */
    CACHED_TOKENS(Unit.ITEMS),
    /** Tokens of the output that the caller does not see. */
    REASONING_TOKENS(Unit.ITEMS),
    /** From its start to the first item of a streamed result. */
    TIME_TO_FIRST_ITEM(Unit.NANOSECONDS),
    /** One value for each call: the time from the first item to the end, divided by the number of items after the first. */
    TIME_PER_ITEM(Unit.NANOSECONDS);

    private static final Measure[] ALL = values();

    private final String label = name().toLowerCase(Locale.ROOT);
    private final Unit unit;

    Measure(Unit unit) {
        this.unit = unit;
    }

    /** Returns how many there are. */
    public static int count() {
        return ALL.length;
    }

    /**
     * Returns the measure with this {@link #ordinal}.
     *
     * @return empty if there is none, as in what a later version wrote
     */
    public static Optional<Measure> of(long ordinal) {
        return ordinal >= 0 && ordinal < ALL.length ? Optional.of(ALL[(int) ordinal]) : Optional.empty();
    }

    /** Returns its name as users see it, such as {@code input_tokens}. */
    public String label() {
        return label;
    }

    /** Returns whether it is a number, of which a distribution is kept. */
    public boolean isNumber() {
        return unit != null;
    }

    /**
     * Returns what raw values are.
     *
     * @throws IllegalStateException if it is no number
     */
    public Unit unit() {
        if (unit == null) {
            throw new IllegalStateException(label + " is no number");
        }
        return unit;
    }
}
