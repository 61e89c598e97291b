package io.inferometer.receiver.statsd;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Everything of one name, type and set of tags. Immutable.
 *
 * @param values how many values lines stood for
 * @param sum of all values: of a counter what it has come to
 * @param last the latest value: of a gauge its state
 */
public record StatsdSeries(
        String name, String type, Map<String, String> tags, long values, BigDecimal sum, BigDecimal last) {

    static StatsdSeries of(StatsdLine line) {
        BigDecimal sum = line.value().multiply(BigDecimal.valueOf(line.values()));
        return new StatsdSeries(line.name(), line.type(), line.tags(), line.values(), sum, line.value());
    }

    StatsdSeries then(StatsdSeries later) {
        return new StatsdSeries(name, type, tags, values + later.values, sum.add(later.sum), later.last);
    }
}
