package io.inferometer.benchmark.forked;

/** What a figure ought to be, and how far it is from there. */
public final class Goal {

    private Goal() {}

    /** Says whether the median is no more than wished for. */
    public static void atMost(String what, Samples samples, double most, int decimals, String unit) {
        say(what, samples, "at most", most, samples.median() - most, decimals, unit);
    }

    /** Says whether the median is no less than wished for. */
    public static void atLeast(String what, Samples samples, double least, int decimals, String unit) {
        say(what, samples, "at least", least, least - samples.median(), decimals, unit);
    }

    private static void say(
            String what, Samples samples, String bound, double goal, double miss, int decimals, String unit) {
        System.out.println("* " + what + ": " + samples.withQuartiles(decimals) + unit + ", goal " + bound + " "
                + MarkdownTable.cell(goal, Math.min(decimals, 2)) + unit + ": "
                + (miss <= 0 ? "held" : "missed by " + MarkdownTable.cell(miss, decimals) + unit));
    }
}
