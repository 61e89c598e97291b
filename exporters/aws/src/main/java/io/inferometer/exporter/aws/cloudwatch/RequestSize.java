package io.inferometer.exporter.aws.cloudwatch;

import io.inferometer.exporter.aws.NameRule;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * How many bytes a request has before it is compressed, never too few: the form that the query protocol makes of it, with
 * every number of a datum taken for four digits. Immutable.
 */
final class RequestSize {

    /** The service takes 1 MB; said of the body, which this reads as a million bytes. */
    static final int MAX_BYTES = 1_000_000;

    private static final int DATUM = "&MetricData.member.1000.".length();
    private static final int ELEMENT = "Values.member.150=".length();
    private static final int TIMESTAMP = "Timestamp=2026-01-02T03%3A04%3A05.678999999Z".length();
    private static final int RESOLUTION = "StorageResolution=1".length();

    private RequestSize() {}

    /** What a request without data takes. */
    static int ofEmpty(String namespace) {
        return "Action=PutMetricData&Version=2010-08-01&Namespace=".length() + encoded(namespace);
    }

    /** What one datum adds. */
    static int of(MetricDatum datum) {
        int size = field("MetricName=", datum.metricName()) + field("Unit=", datum.unitAsString());
        size += DATUM + TIMESTAMP + DATUM + RESOLUTION;
        for (Dimension dimension : datum.dimensions()) {
            size += field("Dimensions.member.10.Name=", dimension.name());
            size += field("Dimensions.member.10.Value=", dimension.value());
        }
        if (datum.value() != null) {
            size += field("Value=", datum.value().toString());
        }
        return size + elements(datum.values()) + elements(datum.counts());
    }

    private static int elements(List<Double> numbers) {
        int size = 0;
        for (Double number : numbers) {
            size += DATUM + ELEMENT + number.toString().length();
        }
        return size;
    }

    private static int field(String name, String value) {
        return DATUM + name.length() + encoded(value);
    }

    /** All texts here are ASCII. */
    private static int encoded(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            size += NameRule.isAsciiLetterOrDigit(text.charAt(i)) ? 1 : 3;
        }
        return size;
    }
}
