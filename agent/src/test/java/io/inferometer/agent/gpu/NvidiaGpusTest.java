package io.inferometer.agent.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.nativecode.NativeAccess;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is made of NVML's answers, and of its errors. Layouts are proved by a library of C's, in {@code NvidiaIT}. */
class NvidiaGpusTest {

    private static final long PROCESS = 4711;

    private final List<String> said = new ArrayList<>();

    @TempDir
    Path directory;

    private NvidiaGpus gpus(FakeFunctions nvml, boolean seesAll) {
        return new NvidiaGpus(new Nvml(nvml), PROCESS, seesAll, said::add);
    }

    @Test
    void whatADriverDoesNotKnowIsAbsentAndNoFailure() {
        GpuLook look = gpus(FakeFunctions.of(2), true).look();

        assertThat(look.failures()).isZero();
        assertThat(look.gpus()).extracting(Gpu::name).containsExactly("0", "1");
        Gpu first = look.gpus().get(0);
        assertThat(first.busy()).isEqualTo(0.5);
        assertThat(first.watts()).isNaN();
        assertThat(first.celsius()).isNaN();
        assertThat(first.busyForProcess()).isNaN();
        assertThat(first.memories()).singleElement().isEqualTo(new GpuMemory("0", Double.NaN, Double.NaN, Double.NaN));
        assertThat(said).isEmpty();
    }

    @Test
    void anOlderDriverTellsMemoryItsWay() {
        FakeFunctions nvml = FakeFunctions.of(1).with("nvmlDeviceGetMemoryInfo", arguments -> {
            ((ByteBuffer) arguments[1])
                    .putLong(0, 24L << 30)
                    .putLong(8, 20L << 30)
                    .putLong(16, 4L << 30);
            return 0;
        });

        assertThat(gpus(nvml, true).look().gpus().get(0).memories().get(0).used())
                .isEqualTo((double) (4L << 30));
        assertThat(gpus(nvml, true).look().gpus().get(0).memories().get(0).total())
                .isEqualTo((double) (24L << 30));
    }

    @Test
    void aGpuThatIsLostIsAbsentAndCountedAndTheOthersGoOn() {
        FakeFunctions nvml = FakeFunctions.of(2);
        NvidiaGpus gpus = gpus(nvml, true);
        assertThat(gpus.look().gpus()).hasSize(2);
        nvml.with(
                "nvmlDeviceGetUtilizationRates",
                arguments -> (long) arguments[0] == 101 ? FakeFunctions.LOST : FakeFunctions.put(arguments[1], 60));

        GpuLook look = gpus.look();

        assertThat(look.failures()).isEqualTo(1);
        assertThat(look.gpus()).extracting(Gpu::busy).containsExactly(0.6, Double.NaN);
        gpus.look();
        assertThat(said).singleElement().asString().contains("error 15 to nvmlDeviceGetUtilizationRates");
    }

    @Test
    void aGpuThatIsNotFoundAtFirstKeepsItsNumber() {
        FakeFunctions nvml = FakeFunctions.of(2)
                .with(
                        "nvmlDeviceGetHandleByIndex_v2",
                        arguments ->
                                (int) arguments[0] == 0 ? FakeFunctions.LOST : FakeFunctions.put(arguments[1], 101));
        NvidiaGpus gpus = gpus(nvml, true);

        assertThat(gpus.look().gpus()).extracting(Gpu::name).containsExactly("1");
        GpuLook next = gpus.look();
        assertThat(next.gpus()).extracting(Gpu::name).containsExactly("1");
        assertThat(next.failures()).isEqualTo(1);
    }

    @Test
    void aDriverThatIsNotThereIsAskedSeldomAndCountedEachTime() {
        FakeFunctions nvml = FakeFunctions.of(1).with("nvmlInit_v2", arguments -> 9);
        NvidiaGpus gpus = gpus(nvml, true);

        for (int look = 0; look < 5; look++) {
            assertThat(gpus.look()).isEqualTo(new GpuLook(List.of(), 1));
        }

        assertThat(nvml.count("nvmlInit_v2")).isEqualTo(1);
        assertThat(said).hasSize(1);
    }

    @Test
    void aProcessThatIsNotListedUsesNothingUnlessItMayBeHidden() {
        FakeFunctions nvml = FakeFunctions.of(1)
                .with("nvmlDeviceGetComputeRunningProcesses_v2", arguments -> FakeFunctions.put(arguments[1], 0))
                .with("nvmlDeviceGetProcessUtilization", arguments -> NvmlException.NOT_FOUND);

        Gpu seen = gpus(nvml, true).look().gpus().get(0);
        assertThat(seen.busyForProcess()).isZero();
        assertThat(seen.memories().get(0).ofProcess()).isZero();
        Gpu hidden = gpus(nvml, false).look().gpus().get(0);
        assertThat(hidden.busyForProcess()).isNaN();
        assertThat(hidden.memories().get(0).ofProcess()).isNaN();
    }

    @Test
    void memoryOfAProcessThatTheDriverDoesNotTellIsUnknown() {
        FakeFunctions nvml = FakeFunctions.of(1)
                .with("nvmlDeviceGetGraphicsRunningProcesses_v3", arguments -> FakeFunctions.put(arguments[1], 0))
                .with("nvmlDeviceGetComputeRunningProcesses_v3", arguments -> {
                    ((ByteBuffer) arguments[2]).putInt(0, (int) PROCESS).putLong(8, -1);
                    return FakeFunctions.put(arguments[1], 1);
                });

        assertThat(gpus(nvml, true).look().gpus().get(0).memories().get(0).ofProcess())
                .isNaN();
    }

    @Test
    void aListThatNeverFitsIsGivenUp() {
        FakeFunctions nvml = FakeFunctions.of(1)
                .with("nvmlDeviceGetProcessUtilization", arguments -> NvmlException.INSUFFICIENT_SIZE);

        GpuLook look = gpus(nvml, true).look();

        assertThat(look.failures()).isEqualTo(1);
        assertThat(look.gpus().get(0).busyForProcess()).isNaN();
        assertThat(nvml.count("nvmlDeviceGetProcessUtilization")).isLessThan(10);
    }

    @Test
    void withoutLeaveNothingIsOpenedAndOneLineSaysSo() {
        NvidiaGpus gpus = new NvidiaGpus(
                NativeAccess.never(),
                names -> {
                    throw new AssertionError("opened " + names);
                },
                PROCESS,
                true,
                said::add);

        assertThat(gpus.look()).isEqualTo(GpuLook.NONE);
        assertThat(gpus.look()).isEqualTo(GpuLook.NONE);
        assertThat(said).containsExactly("no figures of NVIDIA's GPUs: native-access=never keeps them away");
    }

    @Test
    void aLibraryThatCannotBeOpenedIsTriedOnce() {
        NativeAccess access = new NativeAccess(NativeAccess.GRANTED, null);
        assumeTrue(access.allowsCalls(), "this JVM was not started with native access");
        int[] opened = {0};
        NvidiaGpus gpus = new NvidiaGpus(
                access,
                names -> {
                    opened[0]++;
                    throw new SecurityException("no access to members");
                },
                PROCESS,
                true,
                said::add);

        assertThat(gpus.look()).isEqualTo(GpuLook.NONE);
        assertThat(gpus.look()).isEqualTo(GpuLook.NONE);
        assertThat(opened[0]).isEqualTo(1);
        assertThat(said)
                .containsExactly("no figures of NVIDIA's GPUs: java.lang.SecurityException: no access to members");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDriverIsThereIfItsDeviceOrItsLibraryIs() throws IOException {
        File root = directory.toFile();
        assertThat(NvidiaDriver.isThere(root, null)).isFalse();
        assertThat(NvidiaDriver.isThere(root, ":/opt/gpu:")).isFalse();
        Files.createDirectories(directory.resolve("opt/gpu"));
        Files.createFile(directory.resolve("opt/gpu/libnvidia-ml.so.1"));
        assertThat(NvidiaDriver.isThere(root, ":/opt/gpu:")).isTrue();
        assertThat(NvidiaDriver.isThere(root, "")).isFalse();
        Files.createDirectories(directory.resolve("proc/driver/nvidia"));
        assertThat(NvidiaDriver.isThere(root, null)).isTrue();
    }
}
