package io.inferometer.sample.async.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The load's books and what was exported, side by side. Used by one thread. */
final class Comparison {

    private static final double MILLISECOND = 0.001;

    private final Books books;
    private final Exported exported;
    private final List<String> rows = new ArrayList<>();
    private boolean good = true;

    Comparison(Books books, Exported exported) {
        this.books = books;
        this.exported = exported;
    }

    /**
     * All seventeen metrics, and what must be nothing at the end.
     *
     * @param most how many requests there were at once
     * @param instances among which they are divided
     * @param capacity the samples of one of them
     */
    void all(int most, int instances, CapacitySamples capacity) {
        long failed = books.ended(Fate.MISSING)
                + books.ended(Fate.DENIED)
                + books.ended(Fate.BROKEN)
                + books.ended(Fate.WRONG);
        long succeeded = books.ended(Fate.SUCCESS) + books.ended(Fate.UNHEARD);
        gauge("ApproximateBacklogSize", most, 0, "backlog");
        gauge("ApproximateBacklogSizePerInstance", (double) most / instances, 0, "backlog_per_instance");
        gauge("ApproximateAgeOfOldestRequest", books.oldestSeconds(), 1.1, "oldest_seconds");
        capacity(capacity);
        count("RequestDownloadFailures", books.ended(Fate.MISSING), "failures_total{stage=\"download\"}");
        count("ResponseUploadFailures", books.ended(Fate.DENIED), "failures_total{stage=\"upload\"}");
        count("NotificationFailures", books.ended(Fate.UNHEARD), "failures_total{stage=\"notify\"}");
        times("RequestDownloadLatency", Books.Step.DOWNLOAD, 1e6, "download_seconds");
        times("ResponseUploadLatency", Books.Step.UPLOAD, 1e6, "upload_seconds");
        count("ExpiredRequests", books.ended(Fate.EXPIRED), "requests_total{outcome=\"expired\"}");
        count("InvocationFailures", failed, "requests_total{outcome=\"failure\"}");
        count(
                "InvocationsProcessed",
                succeeded + failed,
                "requests_total{outcome=\"success\"}",
                "requests_total{outcome=\"failure\"}");
        times("TimeInBacklog", Books.Step.QUEUE, 1e3, "queue_seconds");
        times("TotalProcessingTime", Books.Step.TOTAL, 1e3, "total_seconds");
        count("Invocation4XXErrors", books.ended(Fate.WRONG), "model_errors_total{class=\"4xx\"}");
        count("Invocation5XXErrors", books.ended(Fate.BROKEN), "model_errors_total{class=\"5xx\"}");
        times("ModelLatency", Books.Step.MODEL, 1e6, "model_seconds");
        nothing("tracked", exported.page("tracked"));
        nothing(
                "unmatched, late, lost",
                exported.page("unmatched_total") + exported.page("late_total") + exported.page("lost_stages_total"));
        nothing("ended otherwise than meant", (double) books.strange());
        nothing("times the load saw otherwise", (double) books.unseen());
    }

    /** A sum that must be exact. */
    private void count(String metric, long expected, String... samples) {
        double page = 0;
        for (String sample : samples) {
            page += exported.page(sample);
        }
        double sum = exported.cloudWatch(metric, "sum");
        row(metric, Long.toString(expected), whole(sum), whole(page), sum == expected && page == expected);
    }

    /**
     * A distribution: its count must be exact, its sum may differ by a millisecond for each.
     *
     * @param perSecond of its unit in CloudWatch
     */
    private void times(String metric, Books.Step step, double perSecond, String sample) {
        long expected = books.count(step);
        double seconds = books.seconds(step);
        double sum = exported.cloudWatch(metric, "sum") / perSecond;
        double pageSum = exported.page(sample + "_sum");
        double tolerance = expected * MILLISECOND;
        row(
                metric,
                times((double) expected, seconds),
                times(exported.cloudWatch(metric, "sampleCount"), sum),
                times(exported.page(sample + "_count"), pageSum),
                exported.cloudWatch(metric, "sampleCount") == expected
                        && exported.page(sample + "_count") == expected
                        && Math.abs(sum - seconds) <= tolerance
                        && Math.abs(pageSum - seconds) <= tolerance);
    }

    /** A gauge, whose largest value in CloudWatch must be near, and which must be 0 on the page by now. */
    private void gauge(String metric, double expected, double tolerance, String sample) {
        double sent = exported.cloudWatch(metric, "maximum");
        double page = exported.page(sample);
        row(metric, number(expected), number(sent), number(page), Math.abs(sent - expected) <= tolerance && page == 0);
    }

    /** The gauge that is compared second by second; after these samples it must not have been 1 again. */
    private void capacity(CapacitySamples samples) {
        double page = exported.page("backlog_without_capacity");
        boolean isOver = exported.cloudWatch(CapacitySamples.METRIC, "sum") == samples.sum() && page == 0;
        row(CapacitySamples.METRIC, samples.shownExpected(), samples.shown(), number(page), samples.agree() && isOver);
    }

    /** Something of the page alone that must be 0. */
    private void nothing(String what, double found) {
        row(what, "0", "", whole(found), found == 0);
    }

    private void row(String metric, String expected, String cloudWatch, String page, boolean equal) {
        good &= equal;
        rows.add(String.format(
                Locale.ROOT, "%-30s %20s %20s %20s  %s", metric, expected, cloudWatch, page, equal ? "ok" : "DIFFERS"));
    }

    private static String whole(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.3f", number);
    }

    private static String times(double count, double seconds) {
        return String.format(Locale.ROOT, "%.0f in %.3f s", count, seconds);
    }

    boolean isGood() {
        return good;
    }

    @Override
    public String toString() {
        return String.format("%-30s %20s %20s %20s%n", "", "load", "cloudwatch", "/metrics")
                + String.join("\n", rows)
                + "\n"
                + (good ? "Every figure agrees.\n" : "What was exported is not what happened.\n");
    }
}
