package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What recording takes while nothing is recorded, and for each thread that records. */
class RecorderMemoryTest {

    private static final long IDLE = 128 * 1024;
    private static final long THREAD = 32 * 1024;
    private static final int THREADS = 8;

    private final Recorder recorder = new Recorder();
    private final Model model = recorder.newModel();

    @Test
    void anIdleRecorderIsSmall() {
        assertThat(GraphLayout.parseInstance(recorder).totalSize()).isLessThan(IDLE);
    }

    @Test
    void aThreadCostsAChunk() throws InterruptedException {
        recordOnNewThread();
        long one = GraphLayout.parseInstance(recorder).totalSize();
        for (int i = 0; i < THREADS; i++) {
            recordOnNewThread();
        }
        long more = GraphLayout.parseInstance(recorder).totalSize() - one;
        assertThat(more / THREADS).isBetween((long) Chunk.CAPACITY * Integer.BYTES, THREAD);
    }

    /** A thread that has ended, and without a class loader: else everything there is could be reached from it. */
    private void recordOnNewThread() throws InterruptedException {
        Thread thread = new Thread(() -> recorder.record(Thread.currentThread(), model, 0, 1, 0));
        thread.setContextClassLoader(null);
        thread.start();
        thread.join();
    }
}
