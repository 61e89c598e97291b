package io.inferometer.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which thread of a JVM loaded which class, in order: {@code -Xlog:class+load} with the decoration {@code tid}, the system's
 * number of the loading thread. The main thread is the one that loaded the application's main class.
 */
final class ClassLoadLog {

    private static final Pattern LINE = Pattern.compile("\\[(\\d+)\\] (\\S+) source: .*");

    private record Load(String thread, String className) {}

    private final List<Load> loads = new ArrayList<>();

    static String flag(Path file) {
        return "-Xlog:class+load=info:file=" + file + ":tid:filecount=0";
    }

    ClassLoadLog(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher load = LINE.matcher(line);
                if (load.matches()) {
                    loads.add(new Load(load.group(1), load.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every class, by any thread. */
    List<String> all() {
        return loads.stream().map(Load::className).toList();
    }

    /** What any thread loaded before {@code marker}. */
    List<String> before(Class<?> marker) {
        return all().subList(0, indexOf(marker));
    }

    /** What the thread that loaded {@code main} had loaded before it. */
    List<String> byMainThreadBefore(Class<?> main) {
        int end = indexOf(main);
        String thread = loads.get(end).thread();
        return loads.subList(0, end).stream()
                .filter(load -> load.thread().equals(thread))
                .map(Load::className)
                .toList();
    }

    /** What the thread that loaded {@code main} has loaded, at any time. */
    List<String> byMainThread(Class<?> main) {
        String thread = loads.get(indexOf(main)).thread();
        return loads.stream()
                .filter(load -> load.thread().equals(thread))
                .map(Load::className)
                .toList();
    }

    private int indexOf(Class<?> type) {
        int index = all().indexOf(type.getName());
        if (index < 0) {
            throw new AssertionError(type + " is not among the " + loads.size() + " classes that were loaded");
        }
        return index;
    }
}
