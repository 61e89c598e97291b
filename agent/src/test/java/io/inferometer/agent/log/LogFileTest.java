package io.inferometer.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogFileTest {

    private static final byte[] LINE = "line\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void a_line_that_could_not_be_written_is_counted_and_said_later() {
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
    void a_line_does_not_wait_for_a_writer_that_hangs() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LogFile pipe = new LogFile(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                writing.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        Thread stuck = new Thread(() -> pipe.write(LINE));
        stuck.start();
        writing.await();

        long start = System.nanoTime();
        pipe.write(LINE);
        long waitedMillis = (System.nanoTime() - start) / 1_000_000;

        assertThat(stuck.isAlive()).isTrue();
        assertThat(waitedMillis).isGreaterThanOrEqualTo(LogFile.PATIENCE_MILLIS - 1L);
        release.countDown();
        stuck.join();
    }
}
