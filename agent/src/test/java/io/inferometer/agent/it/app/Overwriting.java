package io.inferometer.agent.it.app;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Overwrites a file in place, as {@code cp} does, some time after the start, and calls measured methods before and after. */
public final class Overwriting {

    private Overwriting() {}

    /** Loaded, and instrumented, after the file was overwritten. */
    static final class Later {
        double score(double x) {
            return x;
        }
    }

    public static void main(String[] arguments) throws Exception {
        call();
        Thread.sleep(Long.parseLong(arguments[2]));
        overwrite(Path.of(arguments[0]), Files.readAllBytes(Path.of(arguments[1])));
        call();
        Later later = new Later();
        for (int i = 0; i < 5; i++) {
            later.score(i);
        }
        System.out.println("overwritten");
        System.in.read();
    }

    private static void overwrite(Path file, byte[] content) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            target.setLength(0);
            target.write(content);
        }
    }

    private static void call() {
        for (int i = 0; i < 5; i++) {
            score(i);
        }
    }

    static double score(double x) {
        return x;
    }
}
