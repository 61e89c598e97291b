package io.inferometer.agent.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Makes named pipes, whose opening waits for somebody at the other end. */
public final class NamedPipe {

    private NamedPipe() {}

    /** Skips the calling test where there is no {@code mkfifo}. */
    public static Path make(Path path) throws InterruptedException {
        try {
            int exit = new ProcessBuilder("mkfifo", path.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("mkfifo " + path + " exited with " + exit);
            }
            return path;
        } catch (IOException missing) {
            return Assumptions.abort("there is no mkfifo");
        }
    }
}
