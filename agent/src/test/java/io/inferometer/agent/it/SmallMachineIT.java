package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where little is to be had, every call is counted and nothing is complained about. {@link
 * io.inferometer.agent.e2e.JvmFlagsIT} has the JVM's other settings, {@link RuntimeImageFaultsIT} an image without management.
 */
class SmallMachineIT {

    /** Takes a share, one processor and read-only files, and becomes what follows. Its first word is the file of the share's members. */
    private static final String SMALL = """
            echo $$ > "$0" || exit 1
            exec taskset -c 0 unshare --mount bash -c 'mount -o remount,bind,ro / && exec "$0" "$@"' "$@"
            """;

    @TempDir
    private Path directory;

    @EachJdk
    void aLinkedImageWithASmallHeapAndOneProcessor(Jdk jdk) {
        Path image = directory.resolve("image");
        Result linked = ForkedJvm.of(jdk)
                .runTool(
                        "jlink",
                        "--add-modules",
                        "java.base,java.instrument,java.management,jdk.management",
                        "--output",
                        image.toString());
        assertThat(linked.exitCode()).as(linked.out() + linked.err()).isZero();

        assertExact(
                ForkedJvm.of(new Jdk(image, jdk.feature(), "image of " + jdk))
                        .flags("-Xmx64m", "-XX:ActiveProcessorCount=1"),
                100_000);
    }

    @EachJdk
    void aQuarterOfACoreAndReadOnlyFiles(Jdk jdk) throws Exception {
        ForkedJvm jvm = ForkedJvm.of(jdk);
        try (CpuShare share = CpuShare.quarter().orElse(null)) {
            assumeTrue(share != null, "no control group may be made here");
            String[] around = {"bash", "-c", SMALL, share.members().toString()};
            assumeTrue(mayMount(around), "nothing may be mounted here");
            assertExact(jvm.around(around).flags("-Xmx64m"), 2_000);
        }
    }

    private static boolean mayMount(String... around) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(around));
        words.add("true");
        return new ProcessBuilder(words).start().waitFor() == 0;
    }

    private static void assertExact(ForkedJvm fork, int calls) {
        try (RunningJvm jvm = fork.agent().start(Service.class)) {
            Metrics metrics = jvm.metrics();
            jvm.send(Integer.toString(calls));
            jvm.awaitOut("^called " + calls + " ");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("annotated", calls + 1L));
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines())
                    .as(result.err())
                    .singleElement()
                    .asString()
                    .contains(" INFO ");
        }
    }
}
