package io.inferometer.exporter.metric;

/**
 * Where Linux tells a figure: a line of a file that begins with a key, followed by the number.
 *
 * @param file below the root of the file system: {@code proc/self/status}
 * @param key the first word of the line, without its colon: {@code VmRSS}
 * @param factor units of the metric in one of the file's
 */
public record KernelLine(String file, String key, int factor) {

    /** Returns where a figure is told as it is. */
    static KernelLine of(String file, String key) {
        return new KernelLine(file, key, 1);
    }

    /** Returns where a number of bytes is told in KiB, which the kernel calls {@code kB}. */
    static KernelLine kib(String file, String key) {
        return new KernelLine(file, key, 1024);
    }
}
