package io.inferometer.benchmark.forked;

/** A table on standard output, line by line as it comes to be known. */
public final class MarkdownTable {

    private MarkdownTable() {}

    public static void row(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }
}
