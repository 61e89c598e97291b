package io.inferometer.agent.jmx;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.metric.Description;
import io.inferometer.exporter.metric.Metric;
import io.inferometer.exporter.metric.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;

/**
 * What the catalogue has of an MBean's subject, as attributes. A metric without a label is one attribute, one with a label an
 * attribute for each of its values, a distribution four. Thread-safe.
 */
final class MetricAttributes {

    /** An attribute's value, and what it means. */
    record Figure(Object value, String help, String unit) {

        MBeanAttributeInfo info(String name) {
            String type = value instanceof Boolean ? "boolean" : value instanceof Long ? "long" : "double";
            Descriptor descriptor = unit.isEmpty()
                    ? ImmutableDescriptor.EMPTY_DESCRIPTOR
                    : new ImmutableDescriptor(new String[] {"units"}, new Object[] {unit});
            return new MBeanAttributeInfo(name, type, help, true, false, false, descriptor);
        }
    }

    /** Of an MBean whose attributes are all its own. */
    static final MetricAttributes NONE = new MetricAttributes(Map::of);

    private final Supplier<Map<String, Figure>> read;

    private MetricAttributes(Supplier<Map<String, Figure>> read) {
        this.read = read;
    }

    /** @param subject empty while there is nothing to read */
    static <S> MetricAttributes of(List<? extends Metric<S>> metrics, Supplier<Optional<S>> subject) {
        return new MetricAttributes(() -> {
            Walk walk = new Walk();
            subject.get().ifPresent(present -> {
                for (Metric<S> metric : metrics) {
                    walk.description = metric.description();
                    metric.read(present, walk);
                }
            });
            return walk.figures;
        });
    }

    /** Returns all of this moment by attribute, in the catalogue's order. */
    Map<String, Figure> read() {
        return read.get();
    }

    private static final class Walk implements Samples {

        private final Map<String, Figure> figures = new LinkedHashMap<>();
        private Description description;

        private void put(String suffix, Object value, String note, String unit) {
            figures.put(description.attribute() + suffix, new Figure(value, description.help() + note, unit));
        }

        private void put(String labelValue, Object value) {
            if (labelValue.isEmpty()) {
                put("", value, "", description.unit());
            } else {
                String note = " Those with " + description.label() + " " + labelValue + ".";
                put(capitalised(labelValue), value, note, description.unit());
            }
        }

        private static String capitalised(String words) {
            StringBuilder name = new StringBuilder();
            for (String word : words.split("_", -1)) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
            return name.toString();
        }

        @Override
        public void flag(boolean on) {
            put("", on);
        }

        @Override
        public void value(String labelValue, long value) {
            put(labelValue, value);
        }

        @Override
        public void value(String labelValue, double value) {
            put(labelValue, value);
        }

        /** A distribution by label is that of the latency, which a model's own attributes tell. */
        @Override
        public void histogram(String labelValue, ExponentialHistogram values) {
            if (labelValue.isEmpty()) {
                put("Count", values.count(), " Number of values.", "values");
                put("Mean", values.unit().toBase(values.mean()), " Mean.", description.unit());
                put("P99", values.quantile(0.99), " 99th percentile.", description.unit());
                put("Max", values.quantile(1), " Greatest.", description.unit());
            }
        }
    }
}
