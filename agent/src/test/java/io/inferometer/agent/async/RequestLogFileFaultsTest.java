package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.inferometer.agent.it.NamedPipe;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with the file, nobody waits for it, what is lost is counted, and one line says why. */
@Timeout(30)
class RequestLogFileFaultsTest {

    private static final int LINES = 3;

    @TempDir
    Path directory;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final ThreadErrors errors = new ThreadErrors();

    private RequestLogFile file(Object path) {
        return file(path, 1 << 20);
    }

    private RequestLogFile file(Object path, long mostBytes) {
        return new RequestLogFile(path.toString(), mostBytes, warnings::add, errors);
    }

    private static Window window(long number, int lines, String text) {
        return Given.window(Given.resource("run"), number, number * 10_000)
                .requestLines(IntStream.range(0, lines)
                        .mapToObj(i -> new RequestLine(number * 1_000 + i, "id", text))
                        .toList())
                .build();
    }

    private static Window window(long number) {
        return window(number, LINES, "window " + number);
    }

    private static void close(RequestLogFile file, long millis) throws InterruptedException {
        file.close(System.nanoTime() + millis * 1_000_000);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    private static String lines(long... windows) {
        return IntStream.range(0, windows.length * LINES)
                .mapToObj(i ->
                        new RequestLine(windows[i / LINES] * 1_000 + i % LINES, "id", "window " + windows[i / LINES])
                                        .line()
                                + "\n")
                .reduce("", String::concat);
    }

    @Test
    void linesAreAppendedOnceInTheirOrder() throws Exception {
        Path path = Files.writeString(directory.resolve("log"), "before\n");
        RequestLogFile file = file(path);
        for (int number : new int[] {1, 2, 2, 3}) {
            file.offer(window(number));
            file.offer(window(100 + number, 0, ""));
        }
        close(file, 10_000);
        assertThat(path).content().isEqualTo("before\n" + lines(1, 2, 3));
        assertThat(file.sample().value()).isZero();
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutLinesThereIsNeitherThreadNorFile() throws Exception {
        Path path = directory.resolve("log");
        RequestLogFile file = file(path);
        file.offer(window(1, 0, ""));
        close(file, 10_000);
        assertThat(path).doesNotExist();
    }

    @Test
    void theFileIsRotatedOnce() throws Exception {
        Path path = directory.resolve("log");
        RequestLogFile file = file(path, lines(1, 2).length());
        for (int number = 1; number <= 5; number++) {
            file.offer(window(number));
            int written = number;
            await(() -> Files.exists(path) && read(path).contains("window " + written));
        }
        close(file, 10_000);
        assertThat(path).content().isEqualTo(lines(5));
        assertThat(directory.resolve("log.1")).content().isEqualTo(lines(3, 4));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException rotated) {
            return "";
        }
    }

    @Test
    void whatCouldNotBeWrittenWaitsForTheNextWindow() throws Exception {
        Path path = directory.resolve("later/log");
        RequestLogFile file = file(path);
        file.offer(window(1));
        await(() -> !warnings.isEmpty());
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("async.log-file=" + path + ": directory " + path.getParent()
                        + " does not exist; create it, or set another path. ")
                .endsWith("counted in inferometer_async_log_file_lost_total");
        Files.createDirectory(path.getParent());
        file.offer(window(2));
        close(file, 10_000);
        assertThat(path).content().isEqualTo(lines(1, 2));
        assertThat(file.sample().value()).isZero();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aFullDiskCostsTheOldestWindowsAndThatIsCounted() throws Exception {
        assumeThat(Path.of("/dev/full")).as("a device that is always full").exists();
        RequestLogFile file = file("/dev/full");
        file.offer(window(1));
        await(() -> !warnings.isEmpty());
        for (int number = 2; number <= 9; number++) {
            file.offer(window(number));
        }
        assertThat(file.sample().value()).isBetween(3.0 * LINES, 4.0 * LINES);
        close(file, 10_000);
        assertThat(file.sample().value()).isEqualTo(9 * LINES);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .startsWith("async.log-file=/dev/full: the disk is full (No space left on device); free");
        assertThat(warnings.get(1)).endsWith(" lines could not be written to async.log-file=/dev/full and are lost");
        assertThat(errors.count()).isZero();
    }

    @Test
    void whatIsNoFileIsSaid() throws Exception {
        for (String path : new String[] {
            directory.toString(), "a\0b", directory.resolve("loop").toString()
        }) {
            Files.deleteIfExists(directory.resolve("loop"));
            Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
            RequestLogFile file = file(path);
            file.offer(window(1));
            close(file, 10_000);
            assertThat(file.sample().value()).as(path).isEqualTo(LINES);
        }
        assertThat(warnings)
                .filteredOn(line -> line.startsWith("async.log-file="))
                .hasSize(3);
        assertThat(errors.count()).isZero();
    }

    /** A reader that has stopped to read: the write hangs. */
    @Test
    void aDiskThatHangsHoldsUpNobody() throws Exception {
        Path pipe = NamedPipe.make(directory.resolve("pipe"));
        Process reader =
                new ProcessBuilder("sh", "-c", "exec 3<>\"$0\"; echo open; exec sleep 60", pipe.toString()).start();
        try {
            assertThat(reader.getInputStream().read()).isEqualTo('o');
            RequestLogFile file = file(pipe);
            long begin = System.nanoTime();
            for (int number = 1; number <= 10; number++) {
                file.offer(window(number, 1_000, "x".repeat(200)));
            }
            close(file, 100);
            assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .endsWith(" lines could not be written to async.log-file=" + pipe + " and are lost");
            assertThat(file.sample().value()).isBetween(5_000.0, 6_000.0);
        } finally {
            reader.destroyForcibly();
        }
    }
}
