package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaProbeTest {

    @TempDir
    private Path directory;

    @Test
    void aProcessWhoseNumberIsNotKnownIsNoOther() throws IOException {
        FileTree tree = new FileTree(directory);
        assertThat(NvidiaProbe.pid(tree.root())).isEqualTo(-1);
        assertThat(NvidiaProbe.pid(
                        tree.with("proc/self/stat", "4711 (java) S 1").root()))
                .isEqualTo(4711);
    }
}
