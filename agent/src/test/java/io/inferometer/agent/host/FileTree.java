package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root directory with the kernel files that a test is about. */
record FileTree(Path path) {

    FileTree with(String file, String content) throws IOException {
        Path target = path.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
        return this;
    }

    File root() {
        return path.toFile();
    }
}
