package io.inferometer.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.fixture.GivenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExporterTest {

    @TempDir
    Path directory;

    @Test
    void windowsArriveAsLinesInTheirOrder() throws IOException {
        Path path = directory.resolve("out.jsonl");
        Exporter exporter = exporter(path.toString());

        assertThat(exporter.export(Windows.of(1, Windows.busy()))).isEqualTo(Delivery.delivered());
        assertThat(exporter.export(Windows.of(2))).isEqualTo(Delivery.delivered());

        assertThat(Files.readAllLines(path))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"window\":1,").endsWith("}"),
                        second ->
                                assertThat(second).startsWith("{\"window\":2,").endsWith("}"));
    }

    @Test
    void aMissingDirectoryIsNamedAndTheWindowIsDeliveredOnceItIsThere() throws IOException {
        Path path = directory.resolve("missing/out.jsonl");
        Exporter exporter = exporter(path.toString());

        assertThat(reason(exporter.export(Windows.of(1))))
                .isEqualTo("file.path=" + path + ": directory " + path.getParent()
                        + " does not exist; create it, or set another path");

        Files.createDirectory(path.getParent());
        assertThat(exporter.export(Windows.of(1))).isEqualTo(Delivery.delivered());
    }

    @Test
    void aPathThatCannotBeAFileIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(reason(exporter(directory.toString()).export(Windows.of(1))))
                .isEqualTo("file.path=" + directory + ": is a directory; set the path of a file");
        assertThat(reason(exporter(file + "/out.jsonl").export(Windows.of(1))))
                .contains("directory " + file + " is not a directory");
    }

    @Test
    void aFullDiskIsNamed() {
        assumeThat(Path.of("/dev/full")).as("a device that is always full").exists();

        assertThat(reason(exporter("/dev/full").export(Windows.of(1))))
                .startsWith("file.path=/dev/full: the disk is full (No space left on device); free some space");
    }

    @Test
    void aPlaceWithoutPermissionIsNamed() {
        assumeThat(Path.of("/sys/kernel"))
                .as("a file system that takes no files, not even root's")
                .exists();

        assertThat(reason(exporter("/sys/kernel/out.jsonl").export(Windows.of(1))))
                .isEqualTo("file.path=/sys/kernel/out.jsonl: this process may not write there (access denied);"
                        + " allow it, or set another path");
    }

    @Test
    void aPathThatIsNoneIsRefusedAtOnce() {
        assertThatThrownBy(() -> exporter("a\0b"))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("file.path=");
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(ServiceLoader.load(ExporterProvider.class))
                .extracting(ExporterProvider::name)
                .containsExactly("file");
    }

    private static String reason(Delivery delivery) {
        assertThat(delivery).isInstanceOf(Delivery.RetryLater.class);
        return ((Delivery.RetryLater) delivery).reason();
    }

    private static Exporter exporter(String path) {
        return new FileExporterProvider()
                .create(new GivenSettings(Windows.RESOURCE)
                        .with("file.path", path)
                        .with("file.max-size", 64L << 20));
    }
}
