package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which source wins, and what is said about each. */
class ConfigSourcesTest {

    private final Properties system = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private String options = "";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("agent.properties");
    }

    private Config load() {
        return Config.load(options, system, environment);
    }

    private Config.Entry interval() {
        Config config = load();
        assertThat(config.problems()).isEmpty();
        return config.entries().stream()
                .filter(entry -> entry.key().equals("interval"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void agentOptionsOutrankPropertiesWhichOutrankTheEnvironmentWhichOutranksTheFile() throws Exception {
        assertThat(interval().source()).isEqualTo("default");
        assertThat(interval().value()).contains("10s");

        Files.writeString(file, "interval=4s");
        environment.put("INFEROMETER_CONFIG", file.toString());
        assertThat(interval().source()).isEqualTo("file " + file);
        assertThat(interval().value()).contains("4s");

        environment.put("INFEROMETER_INTERVAL", " 3s ");
        assertThat(interval().source()).isEqualTo("environment INFEROMETER_INTERVAL");
        assertThat(interval().value()).contains("3s");

        system.setProperty("inferometer.interval", "2s");
        assertThat(interval().source()).isEqualTo("system property inferometer.interval");
        assertThat(interval().value()).contains("2s");

        options = "interval=1s";
        assertThat(interval().source()).isEqualTo("agent options");
        assertThat(interval().value()).contains("1s");
    }

    @Test
    void aFileGivenAsAgentOptionsOutranksSystemProperties() throws Exception {
        Files.writeString(file, "interval=4s");
        options = file.toString();
        system.setProperty("inferometer.interval", "2s");
        assertThat(interval().source()).isEqualTo("agent options file " + file);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws Exception {
        for (String content : List.of("\uFEFFinterval=4s\n", "\uFEFF# seconds\ninterval=4s\n", "\uFEFF\ninterval=4s")) {
            Files.writeString(file, content);
            options = file.toString();
            assertThat(interval().value()).as(content).contains("4s");
            options = "config=" + file;
            assertThat(interval().value()).as(content).contains("4s");
        }
    }

    @Test
    void aFileInAnotherEncodingIsNamedOnce() throws Exception {
        Files.write(file, "interval=4s\nservice-name=Müller\nendpoint.name=ö\n".getBytes(StandardCharsets.ISO_8859_1));
        options = "config=" + file;
        Config config = load();
        assertThat(config.get(Options.INTERVAL)).hasSeconds(4);
        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith("'" + file + "' (agent options): expected UTF-8; ")
                .endsWith(" holds other bytes: save the file in UTF-8");
    }

    @Test
    void aFileInUtf16IsNamedAsThat() throws Exception {
        for (Charset charset : List.of(
                StandardCharsets.UTF_16, // With a mark.
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("", "\uFEFF")) {
                Files.write(file, (mark + "interval=4s\n").getBytes(charset));
                options = "config=" + file;
                Config config = load();
                assertThat(config.get(Options.INTERVAL)).isEqualTo(Options.INTERVAL.defaultValue());
                assertThat(config.problems())
                        .as(charset + mark)
                        .containsExactly(
                                "'" + file + "' (agent options): expected a readable properties file in UTF-8: it is"
                                        + " in UTF-16, save it in UTF-8");
            }
        }
    }

    @Test
    void theConfigFileCanBeNamedByAgentOptionsAndByAProperty() throws Exception {
        Files.writeString(file, "http.port=1");
        options = "config=" + file;
        assertThat(load().get(Options.HTTP_PORT)).isEqualTo(1);
        options = null;
        system.setProperty("inferometer.config", file.toString());
        assertThat(load().get(Options.HTTP_PORT)).isEqualTo(1);
    }

    @Test
    void aConfigFileThatCannotBeReadIsOneLine() throws Exception {
        options = "config=" + file;
        assertThat(load().problems())
                .singleElement()
                .asString()
                .startsWith("'" + file + "' (agent options): expected a readable properties file");
        Files.createDirectory(file);
        assertThat(load().problems()).hasSize(1);
        Path broken = Files.writeString(directory.resolve("broken"), "interval=\\u12");
        options = "config=" + broken;
        assertThat(load().problems()).hasSize(1);
    }

    @Test
    void noConfigIsReadThatMayNotEnd() throws Exception {
        Path huge = Files.createFile(directory.resolve("huge"));
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        for (String path : List.of("/dev/zero", huge.toString())) {
            options = "config=" + path;
            assertThat(load().problems())
                    .singleElement()
                    .asString()
                    .startsWith("'" + path + "' (agent options): expected a readable properties file");
        }
    }

    @Test
    void aConfigFileNamesNoOther() throws Exception {
        Files.writeString(file, "config=other\ninterval=4s");
        options = "config=" + file;
        assertThat(load().get(Options.INTERVAL)).hasSeconds(4);
        assertThat(load().problems()).singleElement().asString().startsWith("config (file " + file + "): ignored");
    }

    @Test
    void variablesAreNamedInCapitals() {
        environment.put("INFEROMETER_HTTP_PORT", "1");
        environment.put("INFEROMETER_SAGEMAKER_EDGE_DEVICE_NAME", "camera");
        environment.put("INFEROMETER_EXPORTERS", "http, file");
        environment.put("INFEROMETER_METHODS", "a.B#c(int,long),a.D#e");
        environment.put("INFEROMETER_LOG_FILE", "C:\\a,b");
        Config config = load();
        assertThat(config.problems()).isEmpty();
        assertThat(config.get(Options.HTTP_PORT)).isEqualTo(1);
        assertThat(config.get(Options.SAGEMAKER_EDGE_DEVICE_NAME)).isEqualTo("camera");
        assertThat(config.get(Options.EXPORTERS)).containsExactly("http", "file");
        assertThat(config.get(Options.METHODS)).containsExactly("a.B#c(int,long)", "a.D#e");
        assertThat(config.get(Options.LOG_FILE)).isEqualTo("C:\\a,b");
    }

    @Test
    void anEmptyVariableIsUnset() {
        environment.put("INFEROMETER_HTTP_PORT", "");
        environment.put("INFEROMETER_WHATEVER", "");
        assertThat(load().problems()).isEmpty();
    }

    @Test
    void unknownNamesAreReportedWithTheNearestInEverySource() throws Exception {
        Files.writeString(file, "exporter=http");
        options = "intervall=1s,config=" + file;
        system.setProperty("inferometer.htp.port", "1");
        system.setProperty("inferometry.http.port", "1");
        environment.put("INFEROMETER_HTTP_PROT", "1");
        environment.put("OTEL_EXPORTER", "1");
        assertThat(load().problems())
                .containsExactly(
                        "intervall (agent options): unknown key; the nearest known key is interval",
                        "htp.port (system property inferometer.htp.port): unknown key; the nearest known key is http.port",
                        "INFEROMETER_HTTP_PROT (environment): unknown variable; the nearest known variable is"
                                + " INFEROMETER_HTTP_PORT",
                        "exporter (file " + file + "): unknown key; the nearest known key is exporters");
    }

    @Test
    void aWrongValueIsReportedWithItsSource() {
        environment.put("INFEROMETER_INTERVAL", "1");
        assertThat(load().problems())
                .containsExactly("interval=1 (environment INFEROMETER_INTERVAL): expected a duration such as 10s, 5m or"
                        + " 2h, at least 1s; the default is used: 10s");
        assertThat(load().entries()).contains(new Config.Entry("interval", java.util.Optional.of("10s"), "default"));
    }

    @Test
    void aPropertyThatIsNoStringIsIgnored() {
        system.put("inferometer.interval", 5);
        system.put(7, "inferometer.interval");
        assertThat(load().problems()).isEmpty();
    }

    @Test
    void entriesHaveEveryKeyOnceAndRenamedModels() {
        options = "model-name.b=x,model-name.a=y";
        assertThat(load().entries())
                .extracting(Config.Entry::key)
                .doesNotHaveDuplicates()
                .endsWith("model-name.a", "model-name.b")
                .hasSize(Options.all().size() + 2);
    }

    @Test
    void namesDeriveFromOneAnother() {
        system.setProperty("sun.java.command", "/opt/app/embedding-server.jar --port 80");
        assertThat(load().get(Options.ENDPOINT_NAME)).isEqualTo("embedding-server");
        options = "service-name=shop";
        assertThat(load().get(Options.ENDPOINT_NAME)).isEqualTo("shop");
        options = "service-name=shop,endpoint.name=search";
        assertThat(load().get(Options.ENDPOINT_NAME)).isEqualTo("search");
        assertThat(load().get(Options.INSTANCE_ID))
                .isNotBlank()
                .isEqualTo(load().get(Options.SAGEMAKER_EDGE_DEVICE_NAME));
    }

    @Test
    void valuesAreReadByKeyWithTheirDefaults() {
        options = "file.max-size=2MiB";
        Config config = load();
        assertThat(config.text("variant.name")).contains("AllTraffic");
        assertThat(config.text("aws.region")).isEmpty();
        assertThat(config.get(Options.AWS_REGION)).isNull();
        assertThat(config.usable("sagemaker-edge.interval", Duration.class)).contains(Duration.ofMinutes(1));
        assertThat(config.usable("file.max-size", Long.class)).contains(2L << 20);
        assertThat(config.prefixed(Options.MODEL_NAME)).isEmpty();
    }

    @Test
    void askingForWhatDoesNotExistIsAnError() {
        Config config = load();
        assertThatIllegalArgumentException().isThrownBy(() -> config.text("no.such"));
        assertThatIllegalArgumentException().isThrownBy(() -> config.usable("http.port", Duration.class));
        assertThatIllegalArgumentException().isThrownBy(() -> config.usable("interval", Long.class));
        assertThatIllegalArgumentException().isThrownBy(() -> config.prefixed(Options.HTTP_PORT));
    }

    @Test
    void theRealSourcesOfThisJvmAreReadable() {
        assertThat(Config.load("interval=7s").get(Options.INTERVAL)).hasSeconds(7);
    }
}
