package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.spool.Spool;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that ends before the disk was first asked takes no step that one before it gave. */
class WriteAheadFaultsTest {

    private static final String NAME = "sagemaker-metrics";
    private static final long LAST_STEP = 1_000;

    @TempDir
    private Path directory;

    private final Rig rig = new Rig();
    private ExporterRunner exporter;
    private WriteAhead writeAhead;

    @BeforeEach
    void start() throws IOException {
        Files.write(
                directory.resolve("last-step"),
                ByteBuffer.allocate(Long.BYTES).putLong(LAST_STEP).array());
        Spool spool = rig.spool(directory, NAME);
        exporter = new ExporterRunner(
                NAME,
                new Families(TestExporters.FamilyLoader::new, () -> false),
                rig.context,
                new SpoolShare(spool, NAME),
                rig.errors);
        writeAhead = new WriteAhead(spool, List.of(exporter), rig.errors);
    }

    /** Its thread has run by then or not. */
    @AfterEach
    void end() throws InterruptedException {
        writeAhead.leave();
        while (writeAhead.turn()) {
            assertThat(writeAhead.hasLeft()).isFalse();
        }
        assertThat(writeAhead.hasLeft()).isTrue();
    }

    private Window offer(long number) {
        return writeAhead.offer(window(rig.context.resource(), number));
    }

    private long nextStep() {
        return exporter.lanes().takeLive().window().step();
    }

    @Test
    void aWindowCutWhileTheLastStepIsUnread() throws InterruptedException {
        assertThat(offer(1)).isNull();
        writeAhead.finish();
        assertThat(offer(2)).as("taken, for no step can be given yet").isNull();
        writeAhead.turn();
        writeAhead.turn();
        assertThat(nextStep()).isEqualTo(LAST_STEP + 2);
        assertThat(nextStep()).isEqualTo(LAST_STEP + 1);
    }

    @Test
    void theOnlyWindow() throws InterruptedException {
        writeAhead.finish();
        assertThat(offer(1)).isNull();
        writeAhead.turn();
        assertThat(nextStep()).isEqualTo(LAST_STEP + 1);
    }

    /** From then on they go from memory, for nobody waits for the disk. */
    @Test
    void oneThatComesAfterTheStepWasRead() throws InterruptedException {
        assertThat(offer(1)).isNull();
        writeAhead.turn();
        writeAhead.finish();
        assertThat(offer(2).step()).isEqualTo(LAST_STEP + 2);
    }
}
