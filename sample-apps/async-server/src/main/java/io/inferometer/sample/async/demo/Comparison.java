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

    /** A sum that must be exact. */
    void count(String metric, long expected, String... samples) {
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
    void times(String metric, Books.Step step, double perSecond, String sample) {
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

    /** A gauge, of which CloudWatch's statistic must be near, and which must be 0 on the page by now. */
    void gauge(String metric, String statistic, double expected, double tolerance, String sample) {
        double sent = exported.cloudWatch(metric, statistic);
        double page = exported.page(sample);
        row(metric, number(expected), number(sent), number(page), Math.abs(sent - expected) <= tolerance && page == 0);
    }

    /** Something of the page alone that must be 0. */
    void nothing(String what, double found) {
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
