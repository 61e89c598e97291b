package io.inferometer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that concern no other JVM, and wrong usage. */
class CliTest {

    @TempDir
    Path directory;

    private static Command run(String... arguments) {
        return Command.run(new File("inferometer-agent.jar"), arguments);
    }

    @Test
    void versionIsOneLineFromTheJar() throws Exception {
        File jar = ForkedJvm.agentJar(directory).toFile();
        assertThat(Command.run(jar, "--version"))
                .isEqualTo(new Command(0, "inferometer 9.9" + System.lineSeparator(), ""));
    }

    @Test
    void helpIsAPageThatNamesEveryCommand() {
        Command help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("list", "attach <pid> [options]", "top <pid>", "check", "--version");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 110);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lst",
                "top",
                "top x",
                "top -5",
                "top 1 2",
                "top 1 --twice",
                "top --once",
                "top 1 --once x",
                "attach",
                "attach x",
                "attach 1 a=b c",
                "list all",
                "check a=b c"
            })
    void wrongUsageIsCodeTwoAndOneLine(String line) {
        Command command = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
        assertThat(command.err().lines()).singleElement().asString().endsWith("--help shows the usage");
    }

    @Test
    void checkShowsEachValueAndItsSource() {
        Command check = run("check", "interval=5s,exporters=http,http.port=9646");
        assertThat(check.exitCode()).isZero();
        assertThat(check.line("interval ")).matches("interval +5s +agent options");
        assertThat(check.line("exporters ")).matches("exporters +http +agent options");
        assertThat(check.line("http.host ")).matches("http.host +127.0.0.1 +default");
        assertThat(check.line("service-name ")).matches("service-name +\\(main class or jar name\\) +default");
        assertThat(run("check").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exporter=http | exporter (agent options): unknown key; the nearest known key is exporters",
                "interval=1 | interval=1 (agent options): expected a duration",
                "cloudwatch.namespace=AWS/SageMaker | cloudwatch.namespace=AWS/SageMaker (agent options): expected 1 to 255",
                "http.host=0.0.0.0 | exporter http is off: http.host=0.0.0.0 can be reached from other machines: set",
                "/no/such/file | '/no/such/file' (agent options): no such file",
            })
    void checkSaysEveryMistakeAndFails(String options, String mistake) {
        Command check = run("check", options);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.line("mistake: ")).startsWith("mistake: " + mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.host=0.0.0.0,http.allow-remote=true",
                "http.host=0.0.0.0,exporters=",
                "http.host=localhost",
                "http.host=::1",
                "http.host=127.1"
            })
    void checkIsContentWhenDemandsAreMet(String options) {
        assertThat(run("check", options).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -",
        "NaN, -",
        "0, 0 ns",
        "0.05, 50 ns",
        "0.9994, 999 ns",
        "0.9996, 1.00 us",
        "1.25, 1.25 us",
        "999.4, 999 us",
        "999.5, 1.00 ms",
        "12345, 12.3 ms",
        "99960, 100 ms",
        "999499, 999 ms",
        "999500, 1.00 s",
        "1240000, 1.24 s",
        "3600000000, 3600 s"
    })
    void latenciesHaveThreeDigitsAndAUnit(double micros, String text) {
        assertThat(ModelReading.duration(micros)).isEqualTo(text);
    }
}
