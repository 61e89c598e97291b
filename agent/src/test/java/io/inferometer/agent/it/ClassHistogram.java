package io.inferometer.agent.it;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives in the heap of another JVM after a full collection, by class. */
final class ClassHistogram {

    private static final Pattern LINE = Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)", Pattern.MULTILINE);
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

    private final Map<String, Long> instances = new HashMap<>();
    private final long bytes;

    private ClassHistogram(String text) {
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            instances.merge(line.group(3), Long.valueOf(line.group(1)), Long::sum);
        }
        Matcher total = TOTAL.matcher(text);
        if (!total.find()) {
            throw new AssertionError("no class histogram: " + text);
        }
        bytes = Long.parseLong(total.group(1));
    }

    static ClassHistogram of(Jdk jdk, RunningJvm jvm) {
        return new ClassHistogram(ForkedJvm.of(jdk)
                .runTool("jcmd", Long.toString(jvm.pid()), "GC.class_histogram")
                .out());
    }

    long instances(String className) {
        return instances.getOrDefault(className, 0L);
    }

    /** Of all objects. */
    long bytes() {
        return bytes;
    }
}
