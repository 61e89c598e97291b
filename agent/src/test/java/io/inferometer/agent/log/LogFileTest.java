package io.inferometer.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogFileTest {

    private static final byte[] LINE = "line\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void aLineThatCouldNotBeWrittenIsCountedAndSaidLater() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        boolean[] full = {true};
        LogFile file = new LogFile(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
                disk.write(b);
            }
        });

        file.write(LINE);
        file.write(LINE);
        full[0] = false;
        file.write(LINE);

        assertThat(disk.toString(StandardCharsets.UTF_8))
                .contains("WARN 2 lines of this log could not be written\nline\n");
    }

    @Test
    void aLineDoesNotWaitForAWriterThatHangsAndIsWrittenByItLater() throws InterruptedException {
        HangingPipe pipe = new HangingPipe();
        LogFile file = new LogFile(pipe);
        Thread stuck = new Thread(() -> file.write(LINE));
        stuck.start();
        pipe.writing.await();

        long start = System.nanoTime();
        file.write(LINE);
        long waitedMillis = (System.nanoTime() - start) / 1_000_000;

        assertThat(stuck.isAlive()).isTrue();
        assertThat(waitedMillis).isGreaterThanOrEqualTo(LogFile.PATIENCE_MILLIS - 1L);
        pipe.release.countDown();
        stuck.join();
        assertThat(pipe.text()).isEqualTo("line\nline\n");
    }

    @Test
    void linesBeyondThoseThatMayWaitAreCounted() throws InterruptedException {
        HangingPipe pipe = new HangingPipe();
        LogFile file = new LogFile(pipe);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < LogFile.WAITING_LINES + 4; i++) {
            Thread writer = new Thread(() -> file.write(LINE));
            writer.start();
            writers.add(writer);
            pipe.writing.await();
        }
        for (Thread writer : writers.subList(1, writers.size())) {
            writer.join();
        }

        pipe.release.countDown();
        writers.get(0).join();

        assertThat(pipe.text().lines().filter("line"::equals)).hasSize(LogFile.WAITING_LINES + 1);
        assertThat(pipe.text()).contains(" WARN 3 lines of this log could not be written\nline\n");
    }

    /** Takes bytes only after its release. */
    private static final class HangingPipe extends OutputStream {

        final CountDownLatch writing = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            writing.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            bytes.write(b);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
