package io.inferometer.exporter.prometheus;

import io.inferometer.exporter.metric.Metric;
import java.util.Collection;
import java.util.List;

/** Metrics of one kind of subject being written: metric by metric, and each subject by subject. One thread only. */
final class Walk<S> {

    private final List<Metric<S>> metrics;
    private final List<S> subjects;
    private final List<byte[]> labels;
    private final SampleBuffer readings = new SampleBuffer();
    private int metric;
    private int subject = -1;
    private int reading;
    private boolean begun;

    /** @param labels of each subject */
    Walk(Collection<? extends Metric<S>> metrics, List<S> subjects, List<byte[]> labels) {
        this.metrics = List.copyOf(metrics);
        this.subjects = subjects;
        this.labels = labels;
    }

    /**
     * Writes the next sample, and what precedes the first of its family. A family without samples is left out.
     *
     * @return false, and nothing is written, if there is none
     */
    boolean writeNext(Lines lines) {
        while (metric < metrics.size()) {
            Metric<S> current = metrics.get(metric);
            if (reading < readings.size()) {
                if (!begun) {
                    lines.family(current.description());
                    begun = true;
                }
                lines.sample(labels.get(subject), current.description().label(), readings, reading++);
                return true;
            }
            readings.clear();
            reading = 0;
            subject++;
            if (subject < subjects.size()) {
                current.read(subjects.get(subject), readings);
            } else {
                metric++;
                subject = -1;
                begun = false;
            }
        }
        return false;
    }
}
