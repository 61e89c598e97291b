package io.inferometer.benchmark.aggregation;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Live objects after a full collection, in bytes.
 *
 * @param recording arrays of ints, in which events lie, and of longs, in which open calls do, and objects of the agent's own classes
 * @param total everything, the application's included
 */
public record HeapUse(long recording, long total) {

    public static HeapUse now() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        long recording = 0;
        long total = 0;
        for (String line : histogram.split("\n", -1)) {
            // A rank with a colon, instances, bytes, class, module.
            List<String> words = words(line);
            if (words.size() >= 4 && words.get(0).endsWith(":")) {
                long bytes = Long.parseLong(words.get(2));
                total += bytes;
                String type = words.get(3);
                if (type.equals("[I") || type.equals("[J") || type.contains("io.inferometer.agent.")) {
                    recording += bytes;
                }
            }
        }
        return new HeapUse(recording, total);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
