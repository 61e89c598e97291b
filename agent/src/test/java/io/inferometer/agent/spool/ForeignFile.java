package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may stand where a file is expected. */
enum ForeignFile {
    PIPE {
        @Override
        void make(Path path) throws Exception {
            pipe(path);
        }
    },
    SOCKET {
        @Override
        void make(Path path) throws Exception {
            Path near = Files.createTempDirectory("s").resolve("s");
            try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.bind(UnixDomainSocketAddress.of(near));
            }
            // Moved, for the address of a socket must be short.
            Files.move(near, path);
            Files.delete(near.getParent());
        }
    },
    LINK_TO_DEVICE {
        @Override
        void make(Path path) throws Exception {
            Files.createSymbolicLink(path, Path.of("/dev/zero"));
        }
    },
    LINK_TO_FILE {
        @Override
        void make(Path path) throws Exception {
            Path target = path.resolveSibling("target-of-" + path.getFileName());
            Files.writeString(target, "not a spool's");
            Files.createSymbolicLink(path, target);
        }
    },
    LINK_TO_ITSELF {
        @Override
        void make(Path path) throws Exception {
            Files.createSymbolicLink(path, path);
        }
    },
    LINK_TO_NOTHING {
        @Override
        void make(Path path) throws Exception {
            Files.createSymbolicLink(path, path.resolveSibling("nothing"));
        }
    },
    DIRECTORY {
        @Override
        void make(Path path) throws Exception {
            Files.createDirectories(path.resolve("full"));
        }
    };

    abstract void make(Path path) throws Exception;

    private static void pipe(Path path) throws IOException, InterruptedException {
        try {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
        } catch (IOException noSuchCommand) {
            assumeTrue(false, "there is no mkfifo");
        }
    }
}
