package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.premain.StartOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may follow {@code -javaagent:inferometer-agent.jar=}. */
class ConfigGrammarTest {

    private static Config load(String options) {
        return Config.load(options, new Properties(), Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "interval=5s | interval | 5s",
                "interval=5s,http.port=0 | http.port | 0",
                " interval = 5s , http.port = 0 | interval | 5s",
                "exporters=http,file | exporters | http,file",
                "exporters=http,file,interval=5s | exporters | http,file",
                "exporters=http,file,interval=5s | interval | 5s",
                "exporters= http , file | exporters | http,file",
                "exporters=http,,file, | exporters | http,file",
                "exporters=,file | exporters | file",
                "exporters=http,http | exporters | http",
                "libraries=*,-onnxruntime | libraries | *,-onnxruntime",
                "methods=a.B#c(int,long),interval=5s | methods | a.B#c(int,long)",
                "methods=a.B#c(int,long),a.D#e,interval=5s | methods | a.B#c(int,long),a.D#e",
                "methods=a.B#c(int,long)@m,interval=5s | interval | 5s",
                "methods=a.B#c@x\\,y,a.D#e | methods | a.B#c@x\\,y,a.D#e",
                "service-name=a\\,b,interval=5s | service-name | a,b",
                "service-name=a(b,c)d,interval=5s | service-name | a(b,c)d",
                "service-name=a(b,interval=5s | service-name | a(b",
                "service-name=a)b,interval=5s | interval | 5s",
                "service-name=a=b | service-name | a=b",
                "service-name=naïve服务 | service-name | naïve服务",
                "log.file=C:\\logs\\agent.log,interval=5s | log.file | C:\\logs\\agent.log",
                "log.file=\\\\host\\share\\a\\,b.log | log.file | \\\\host\\share\\a,b.log",
                "interval=5s, | interval | 5s",
                ",interval=5s | interval | 5s",
                "enabled=FALSE | enabled | false",
                "file.max-size=64KiB | file.max-size | 64KiB",
                "shutdown.timeout=0s | shutdown.timeout | 0s",
                "aws.endpoint=http://localhost:8080/x?a=b | aws.endpoint | http://localhost:8080/x?a=b",
            })
    void aRightStringGivesItsValuesWithoutAProblem(String options, String key, String value) {
        Config config = load(options);
        assertThat(config.problems()).isEmpty();
        assertThat(config.text(key)).contains(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "interval | 'interval' (agent options): no such file",
                "/no/such.properties | '/no/such.properties' (agent options): no such file",
                "C:\\no\\such.properties | 'C:\\no\\such.properties' (agent options): no such file",
                "file,interval=5s | 'file' (agent options): expected key=value",
                "service-name=a,b | 'b' (agent options): expected key=value; a comma inside a value is written \\,",
                "=5s | '=5s' (agent options): expected key=value",
                "interval=5s,interval=6s | interval (agent options): given more than once",
                "interval= | interval= (agent options): expected a duration",
                "interval=500ms | interval=500ms (agent options): expected a duration such as 10s, 5m or 2h, at least 1s",
                "interval=10 | interval=10 (agent options): expected a duration",
                "interval=-1s | interval=-1s (agent options): expected a duration",
                "interval=1.5s | interval=1.5s (agent options): expected a duration",
                "interval=99999999999999999999s | interval=99999999999999999999s (agent options): expected a duration",
                "http.port=65536 | http.port=65536 (agent options): expected a port number from 0 to 65535",
                "http.port=80a | http.port=80a (agent options): expected a port number",
                "instance.count=0 | instance.count=0 (agent options): expected a whole number, at least 1",
                "max-series=2147483648 | max-series=2147483648 (agent options): expected a whole number",
                "file.max-size=64MB | file.max-size=64MB (agent options): expected a size such as 64KiB",
                "file.max-size=100B | file.max-size=100B (agent options): expected a size",
                "enabled=yes | enabled=yes (agent options): expected true or false",
                "log.level=loud | log.level=loud (agent options): expected one of error, warn, info, debug",
                "aws.endpoint=localhost:8080 | aws.endpoint=localhost:8080 (agent options): expected a URL",
                "aws.endpoint=http://a b | aws.endpoint=http://a b (agent options): expected a URL",
                "service-name= | service-name= (agent options): expected text that is not empty",
                "exporters=htpp | exporters=htpp (agent options): expected any of http",
                "exporters=http\\,file | exporters=http,file (agent options): expected any of http",
                "libraries=onnx | libraries=onnx (agent options): expected * or names of libraries",
                "libraries=*,-onnx | libraries=-onnx (agent options): expected * or names of libraries",
                "client-errors=a..B | client-errors=a..B (agent options): expected names of classes",
                "methods=a.B | methods=a.B (agent options): expected class#method",
                "methods=a.B#c(int | methods=a.B#c(int (agent options): expected class#method",
                "exporter=http | exporter (agent options): unknown key; the nearest known key is exporters",
                "exporter=http,file | exporter (agent options): unknown key; the nearest known key is exporters",
                "inferometer.http.prot=1 | inferometer.http.prot (agent options): unknown key; the nearest known key is http.port",
                "model-name.=x | model-name. (agent options): unknown key; the nearest known key is model-name.<found>",
                "model-name.x= | model-name.x= (agent options): expected text",
            })
    void aMistakeIsOneLineThatSaysWhatIsExpected(String options, String line) {
        assertThat(load(options).problems()).singleElement().asString().startsWith(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval=1", "interval=1,", "http.port=x,interval=0s", "exporters=htpp,interval=99"})
    void aWrongValueLeavesTheDefault(String options) {
        Config config = load(options);
        assertThat(config.get(Options.INTERVAL)).hasSeconds(10);
        assertThat(config.get(Options.EXPORTERS)).containsExactly("http");
        assertThat(config.get(Options.HTTP_PORT)).isEqualTo(9646);
    }

    @Test
    void aWrongItemIsLeftOutOfItsList() {
        Config config = load("exporters=file,htpp,methods=a.B#c,a.B");
        assertThat(config.get(Options.EXPORTERS)).containsExactly("file");
        assertThat(config.get(Options.METHODS)).containsExactly("a.B#c");
        assertThat(config.problems())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).endsWith("; the nearest is http"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "libraries=*, true",
        "libraries=onnxruntime, true",
        "'libraries=*,-onnxruntime', false",
        "libraries=-onnxruntime, false",
        "'libraries=onnxruntime,-onnxruntime', false",
        "libraries=, false",
    })
    void librariesAreAllThoseNamedOrAllButSome(String options, boolean included) {
        assertThat(load(options).includesLibrary("onnxruntime")).isEqualTo(included);
    }

    @Test
    void namingOneLibraryLeavesOutTheOthersAndExceptingOneKeepsThem() {
        assertThat(load("libraries=onnxruntime").includesLibrary("djl")).isFalse();
        assertThat(load("libraries=-onnxruntime").includesLibrary("djl")).isTrue();
    }

    @Test
    void anEmptyListIsEmpty() {
        Config config = load("exporters=,client-errors=");
        assertThat(config.problems()).isEmpty();
        assertThat(config.get(Options.EXPORTERS)).isEmpty();
        assertThat(config.get(Options.CLIENT_ERRORS)).isEmpty();
    }

    @Test
    void whatFollowsAnUnknownKeyIsNotAMistakeOfItsOwn() {
        assertThat(load("sentinel.token=secret,more,interval=5s").problems())
                .singleElement()
                .asString()
                .doesNotContain("secret", "more");
    }

    @Test
    void modelsAreRenamed() {
        Config config = load("model-name.torch_jit=minilm,model-name.a b=c\\,d");
        assertThat(config.problems()).isEmpty();
        assertThat(config.prefixed(Options.MODEL_NAME))
                .containsOnly(Map.entry("torch_jit", "minilm"), Map.entry("a b", "c,d"));
    }

    @Test
    void optionsThatNameAFileAreReadFromIt(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("agent, (1).properties");
        Files.writeString(file, "interval = 5s\nexporters = http, file\nservice-name = größe\nhtttp.port = 1\n");
        Config config = load(" " + file + " ");
        assertThat(config.get(Options.INTERVAL)).hasSeconds(5);
        assertThat(config.get(Options.EXPORTERS)).containsExactly("http", "file");
        assertThat(config.get(Options.SERVICE_NAME)).isEqualTo("größe");
        assertThat(config.problems())
                .containsExactly("htttp.port (agent options file " + file
                        + "): unknown key; the nearest known key is http.port");
    }

    @Test
    void splitKeepsParenthesesTogetherAndNeverLosesACharacter() {
        List<String> items = StartOptions.split("a(b,(c,d),e),f\\,g,h(i,j");
        assertThat(items).containsExactly("a(b,(c,d),e)", "f\\,g", "h(i", "j");
        assertThat(CommaList.join(new ArrayList<>(items))).isEqualTo("a(b,(c,d),e),f\\,g,h(i,j");
    }
}
