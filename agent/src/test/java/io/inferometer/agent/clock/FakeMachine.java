package io.inferometer.agent.clock;

import io.inferometer.agent.nativecode.NativeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a machine, all as the counter needs them unless a test writes others. */
final class FakeMachine {

    private static final String SOURCE = "sys/devices/system/clocksource/clocksource0/current_clocksource";

    private final Path root;

    FakeMachine(Path root) throws IOException {
        this.root = root;
        flags("fpu tsc constant_tsc rep_good nonstop_tsc sse2");
        source("tsc\n");
    }

    void flags(String flags) throws IOException {
        Path file = root.resolve("proc/cpuinfo");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "processor\t: 0\nmodel name\t: A Processor\nflags\t\t: " + flags + "\nbugs\t\t:\n\n");
    }

    void source(String source) throws IOException {
        Path file = root.resolve(SOURCE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    void hideSource() throws IOException {
        Files.delete(root.resolve(SOURCE));
    }

    CounterPlatform platform() {
        return platform("Linux", "amd64", 22, NativeAccess.GRANTED);
    }

    CounterPlatform platform(String system, String architecture, int release, String rule) {
        return new CounterPlatform(root.toFile(), system, architecture, release, new NativeAccess(rule, null));
    }
}
