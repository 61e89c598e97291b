package io.inferometer.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the options of an attach, as text among the agent properties of a JVM: loading an agent has no result of
 * its own. Immutable.
 *
 * @param started whether the agent started with these options; otherwise it ran already
 * @param applied options that a running agent took over, as {@code key=value}
 * @param unchanged options that were in force already
 * @param needRestart options that only a start of the JVM applies
 */
public record AppliedOptions(boolean started, List<String> applied, List<String> unchanged, List<String> needRestart) {

    /** The key of the agent property. */
    public static final String PROPERTY = "io.inferometer.applied-options";

    private static final String STARTED = "started";
    private static final String APPLIED = "applied ";
    private static final String UNCHANGED = "unchanged ";
    private static final String NEED_RESTART = "restart ";

    public AppliedOptions {
        applied = List.copyOf(applied);
        unchanged = List.copyOf(unchanged);
        needRestart = List.copyOf(needRestart);
    }

    /** Returns the result of a start of the agent. */
    public static AppliedOptions ofStart() {
        return new AppliedOptions(true, List.of(), List.of(), List.of());
    }

    /** Returns the value of the property, another one each time, so that a reader sees that there is a new one. */
    public String text() {
        StringBuilder text = new StringBuilder(Long.toString(System.nanoTime()));
        if (started) {
            text.append('\n').append(STARTED);
        }
        append(text, APPLIED, applied);
        append(text, UNCHANGED, unchanged);
        append(text, NEED_RESTART, needRestart);
        return text.toString();
    }

    private static void append(StringBuilder text, String kind, List<String> items) {
        for (String item : items) {
            text.append('\n').append(kind).append(item.replace('\n', ' '));
        }
    }

    /**
     * Reads a value of the property.
     *
     * @param before the value before the attach, or null
     * @param after the value after it, or null
     * @return empty when there was no answer to this attach
     */
    public static Optional<AppliedOptions> read(String before, String after) {
        if (after == null || after.equals(before)) {
            return Optional.empty();
        }
        List<String> lines = List.of(after.split("\n", -1));
        return Optional.of(new AppliedOptions(
                lines.contains(STARTED), items(lines, APPLIED), items(lines, UNCHANGED), items(lines, NEED_RESTART)));
    }

    private static List<String> items(List<String> lines, String kind) {
        List<String> items = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(kind)) {
                items.add(line.substring(kind.length()));
            }
        }
        return items;
    }
}
