package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run is registered with of its machine, by the files that the kernel has. */
class MachineFieldsTest {

    @TempDir
    private Path root;

    private MachineFieldsTest with(String file, String content) throws IOException {
        Path target = root.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
        return this;
    }

    private Map<String, ?> fields() {
        return new MachineFields(root, "host-1").read();
    }

    private void assertField(String key, Object value) {
        Object found = fields().get(key);
        assertThat(found).as(key).isEqualTo(value);
    }

    @Test
    void theProcessorsMemoryAndDisksAreThoseOfTheKernel() throws IOException {
        with(
                        "proc/cpuinfo",
                        "processor\t: 0\nmodel name\t: AMD EPYC 7R13\nflags\t: fpu\n\n"
                                + "processor\t: 1\nmodel name\t: AMD EPYC 7R13\n")
                .with("proc/meminfo", "MemTotal:       25165824 kB\nMemFree: 1 kB\n")
                .with("sys/block/vda/size", "52428800\n")
                .with("sys/block/nvme0n1/size", "1953525168\n")
                .with("sys/block/loop0/size", "99999999\n")
                .with("sys/block/ram0/size", "99999999\n");

        assertField("host_vcpus", 2L);
        assertField("host_cpu_model", "AMD EPYC 7R13");
        assertField("host_memory_mib", 24_576L);
        assertField("host_storage_gb", 1_027.05);
        assertField("host_hostname", "host-1");
    }

    @Test
    void gpusAreThoseOfTheDrivers() throws IOException {
        assertThat(fields())
                .extracting("host_gpu_model", "host_gpu_count", "host_gpu_memory_mib")
                .containsOnlyNulls();

        with("sys/class/drm/card1/device/mem_info_vram_total", "17163091968\n")
                .with("sys/class/drm/card1-DP-1/status", "connected\n")
                .with("sys/class/drm/card0/device/mem_info_vram_total", "536870912\n")
                .with("sys/class/drm/card2/device/vendor", "0x8086\n");
        assertThat(fields())
                .extracting("host_gpu_model", "host_gpu_count", "host_gpu_memory_mib")
                .containsExactly(null, 2, 16_880L);

        with("proc/driver/nvidia/gpus/0000:3b:00.0/information", "Model: \t\t NVIDIA H200\nIRQ:   \t\t 16\n")
                .with("proc/driver/nvidia/gpus/0000:5e:00.0/information", "Model: \t\t NVIDIA L4\n")
                .with("proc/driver/nvidia/gpus/0000:af:00.0/power", "Runtime D3 status: Disabled\n");
        assertThat(fields())
                .as("NVIDIA's memory is not told there")
                .extracting("host_gpu_model", "host_gpu_count", "host_gpu_memory_mib")
                .containsExactly("NVIDIA H200", 4, null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "i-0123456789abcdef0, 4711, i-0123456789abcdef0",
                "Not Specified, 4711, 4711",
                "' ', 4711, 4711",
                "none, 4711, 4711",
                "none, ' ', none",
                "none, none, none"
            })
    void aMachineIsKnownByTheTagOfItsBoardElseByItsId(String tag, String machineId, String id) throws IOException {
        if (tag != null) {
            with("sys/class/dmi/id/board_asset_tag", tag + "\n");
        }
        if (machineId != null) {
            with("etc/machine-id", machineId + "\n");
        }

        assertField("host_id", id);
    }

    @Test
    void whatCannotBeReadIsNotKnown() throws IOException {
        with("proc/meminfo", "MemTotal: many kB\n")
                .with("proc/cpuinfo", "Hardware\t: BCM2835\n")
                .with("sys/block/vda/size", "?\n");

        assertThat(fields())
                .extracting("host_id", "host_vcpus", "host_cpu_model", "host_memory_mib", "host_storage_gb")
                .containsOnlyNulls();
    }

    @Test
    void theAddressIsOneOfThisMachineAndNotItsLoopback() throws IOException {
        Object address = fields().get("host_ip");

        if (address != null) {
            assertThat(InetAddress.getByName(address.toString()).isLoopbackAddress())
                    .isFalse();
            assertThat(NetworkInterface.getByInetAddress(InetAddress.getByName(address.toString())))
                    .isNotNull();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineIsKnownAndEveryKeyIsOneOfTheApi() {
        Map<String, ?> fields = new MachineFields(Path.of("/"), "host-1").read();

        List<String> api = List.of(
                "host_id",
                "host_hostname",
                "host_ip",
                "host_vcpus",
                "host_cpu_model",
                "host_memory_mib",
                "host_gpu_model",
                "host_gpu_count",
                "host_gpu_memory_mib",
                "host_storage_gb");
        assertThat(fields.keySet()).isSubsetOf(api);
        // A container may be allowed fewer.
        assertThat((long) fields.get("host_vcpus"))
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
