package io.inferometer.benchmark.forked;

import java.util.Locale;

/** A table on standard output, line by line as it comes to be known. */
public final class MarkdownTable {

    private MarkdownTable() {}

    public static void row(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    /** A number for a cell; empty if there is none. */
    public static String cell(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
