package io.inferometer.receiver.statsd;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/**
 * What came until now. Immutable.
 *
 * @param datagrams all of them
 * @param longest the bytes of the longest
 * @param brokenLines lines that are none
 * @param series by name, type and tags
 */
public record ReceivedStatsd(long datagrams, int longest, long brokenLines, List<StatsdSeries> series) {

    /** The sum of a counter over all series that match. */
    public BigDecimal sum(String name, Predicate<StatsdSeries> which) {
        return series.stream()
                .filter(one -> one.name().equals(name) && one.type().equals("c") && which.test(one))
                .map(StatsdSeries::sum)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
