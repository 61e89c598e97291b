package io.inferometer.benchmark.forked;

import static io.inferometer.benchmark.forked.MarkdownTable.cell;

/**
 * One line of the table. A figure that makes no sense for it is not a number.
 *
 * @param what what was called or done
 * @param threads how many did it at a time
 * @param jdk its version
 * @param nanos per call
 * @param floor nanoseconds of two clock reads in the same run
 * @param ours nanoseconds per call of this agent in the same run
 * @param bytes allocated per call
 */
public record Row(String what, int threads, String jdk, double nanos, double floor, double ours, double bytes) {

    public static void printHeader() {
        MarkdownTable.row(
                "what", "threads", "JDK", "ns/call", "over two clock reads", "ratio to them", "ours to this", "B/call");
        MarkdownTable.row("---", "---:", "---", "---:", "---:", "---:", "---:", "---:");
    }

    public void print() {
        MarkdownTable.row(
                what,
                Integer.toString(threads),
                jdk,
                cell(nanos, 1),
                cell(nanos - floor, 1),
                cell(nanos / floor, 2),
                cell(ours / nanos, 2),
                cell(bytes, 1));
    }
}
