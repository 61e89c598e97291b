package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks as the published clients of Sentinel tell them, beside what the same files say when they are read right. */
class PublishedDisksTest {

    private static final long SECTORS = 10;

    @TempDir
    private Path directory;

    private FileTree tree;

    @BeforeEach
    void plantTree() throws IOException {
        tree = new FileTree(directory);
        tree.with("sys/block/nvme0n1/queue/hw_sector_size", "4096\n")
                .with("sys/block/vda/queue/hw_sector_size", "512\n")
                .with("proc/self/mountinfo", "");
    }

    private void traffic(long sectors, String... devices) throws IOException {
        StringBuilder stats = new StringBuilder();
        for (String device : devices) {
            stats.append(String.format(" 254       0 %s 7 8 %d 9 10 11 %d 12 0 13 14%n", device, sectors, 2 * sectors));
        }
        tree.with("proc/diskstats", stats.toString());
    }

    private Map<HostFigure, Double> after(String... devices) throws IOException {
        PublishedDisks disks = new PublishedDisks(tree.root());
        traffic(100, devices);
        disks.next();
        traffic(100 + SECTORS, devices);
        return disks.next();
    }

    @Test
    void sectorsAreOfTheHardwaresSize() throws IOException {
        assertThat(after("nvme0n1"))
                .containsEntry(HostFigure.SYSTEM_DISK_READ_BYTES, SECTORS * 4096.0)
                .containsEntry(HostFigure.SYSTEM_DISK_WRITE_BYTES, 2 * SECTORS * 4096.0);
    }

    @Test
    void partitionsOfNvmeDisksCountOnceAndOfVirtualDisksTwice() throws IOException {
        assertThat(after("nvme0n1", "nvme0n1p1", "nvme0n1p2"))
                .containsEntry(HostFigure.SYSTEM_DISK_READ_BYTES, SECTORS * 4096.0);
        assertThat(after("vda", "vda1")).containsEntry(HostFigure.SYSTEM_DISK_READ_BYTES, 2 * SECTORS * 512.0);
        assertThat(after("sdq1", "loop0", "dm-0"))
                .as("a partition without its disk, and what lies on others")
                .containsEntry(HostFigure.SYSTEM_DISK_READ_BYTES, 3 * SECTORS * 512.0);
    }

    @Test
    void aDeviceThatComesOrGoesHasReadNothing() throws IOException {
        PublishedDisks disks = new PublishedDisks(tree.root());
        traffic(100, "vda");
        disks.next();
        traffic(200, "vdb");

        assertThat(disks.next()).containsEntry(HostFigure.SYSTEM_DISK_READ_BYTES, 0.0);
    }

    @Test
    void eachMountIsCountedButThoseOfTheKernel() throws IOException {
        Files.createDirectories(directory.resolve("merged"));
        Files.createDirectories(directory.resolve("run/lock"));
        Files.createDirectories(directory.resolve("runtime"));
        tree.with("proc/self/mountinfo", """
                20 1 254:1 / / rw - ext4 /dev/vda1 rw
                22 20 0:40 / /merged rw - overlay overlay rw,lowerdir=/a
                23 20 0:41 / /run/lock rw - tmpfs tmpfs rw
                24 20 0:42 / /proc rw - proc proc rw
                25 20 0:43 / /runtime rw - tmpfs tmpfs rw
                26 20 0:44 / /merged rw - nfs4 server:/export rw
                27 20 0:45 / /merged rw - fuse.s3fs /dev/fuse rw
                28 20 0:46 / /merged rw - zfs tank rw
                29 20 0:47 / /merged rw - lustre 10.0.0.1@tcp:/fsx rw
                30 20 0:48 / /merged rw - wekafs backend/models rw
                """);

        double mounts = 3;
        double total = mounts * directory.toFile().getTotalSpace() / 1e9;
        assertThat(after("vda").get(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB)).isEqualTo(total);
        assertThat(after("vda").get(HostFigure.SYSTEM_DISK_SPACE_USED_GB)).isBetween(0.0, total);
    }

    @Test
    void whatCannotBeReadIsAbsent() {
        assertThat(new PublishedDisks(tree.root()).next().values())
                .hasSize(5)
                .allSatisfy(value -> assertThat(value).isNaN());
    }
}
