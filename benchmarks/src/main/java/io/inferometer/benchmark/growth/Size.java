package io.inferometer.benchmark.growth;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an application brings.
 *
 * @param models how many are called, each in turn
 * @param threads how many call
 * @param classes how many it loads beside the JDK's and its own few
 */
record Size(int models, int threads, int classes) {

    private static final Size LEAST = new Size(1, 1, 0);
    private static final int[] POWERS = {10, 100, 1_000};
    private static final int CLASSES = 10_000;

    /** The least, and each of the three grown by itself. */
    static List<Size> all() {
        return Stream.of(
                        Stream.of(LEAST),
                        IntStream.of(POWERS).mapToObj(models -> new Size(models, 1, 0)),
                        IntStream.of(POWERS).mapToObj(threads -> new Size(1, threads, 0)),
                        Stream.of(new Size(1, 1, CLASSES)))
                .flatMap(each -> each)
                .toList();
    }

    static Size parse(String... words) {
        return new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    String[] words() {
        return new String[] {Integer.toString(models), Integer.toString(threads), Integer.toString(classes)};
    }
}
