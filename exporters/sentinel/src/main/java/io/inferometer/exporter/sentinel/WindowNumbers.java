package io.inferometer.exporter.sentinel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Numbers of windows, as ranges. Immutable. */
final class WindowNumbers {

    static final WindowNumbers NONE = new WindowNumbers(new TreeMap<>());

    /** The last number of each range, by the first. */
    private final NavigableMap<Long, Long> ranges;

    private WindowNumbers(NavigableMap<Long, Long> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException unless it is such as {@code 1-6,8-8} */
    static WindowNumbers parse(String text) {
        WindowNumbers numbers = NONE;
        for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] ends = range.split("-", 2);
            if (ends.length < 2) {
                throw new IllegalArgumentException("a range without an end");
            }
            numbers = numbers.and(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
        }
        return numbers;
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> range = ranges.floorEntry(number);
        return range != null && number <= range.getValue();
    }

    WindowNumbers and(long number) {
        return contains(number) ? this : and(number, number);
    }

    private WindowNumbers and(long first, long last) {
        NavigableMap<Long, Long> more = new TreeMap<>(ranges);
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = more.floorEntry(first);
        if (before != null && before.getValue() >= first - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> after = more.ceilingEntry(from + 1);
        while (after != null && after.getKey() <= to + 1) {
            to = Math.max(to, after.getValue());
            more.remove(after.getKey());
            after = more.ceilingEntry(from + 1);
        }
        more.put(from, to);
        return new WindowNumbers(more);
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        ranges.forEach((first, last) -> all.add(first + "-" + last));
        return String.join(",", all);
    }
}
