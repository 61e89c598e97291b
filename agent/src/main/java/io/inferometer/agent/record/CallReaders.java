package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;
import java.util.List;

/**
 * What is read of a site's calls when they end. A batch alone, the usual case, takes a way of its own, which knows of no other
 * values.
 *
 * @param items reads the batch where nothing else is read, and not of the result; else null
 * @param values all that is read where there is more; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CallReaders(ValueReader items, MeasureReader[] values) {

    /** Nothing is read. */
    public static final CallReaders NONE = new CallReaders(null, new MeasureReader[0]);

    /**
     * Reads one measure.
     *
     * @param ofResult whether it looks at the result, which an asynchronous call has later
     */
    public record MeasureReader(Measure measure, boolean ofResult, ValueReader reader) {}

    /** Those for a batch alone. */
    public static CallReaders ofItems(ValueReader items) {
        return new CallReaders(items, NONE.values);
    }

    public static CallReaders of(List<MeasureReader> readers) {
        if (readers.isEmpty()) {
            return NONE;
        }
        MeasureReader first = readers.get(0);
        return readers.size() == 1 && first.measure == Measure.ITEMS && !first.ofResult
                ? ofItems(first.reader)
                : new CallReaders(null, readers.toArray(new MeasureReader[0]));
    }

    /** Whether anything is read. */
    boolean any() {
        return items != null || values.length > 0;
    }
}
