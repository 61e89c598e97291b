package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.MethodPattern;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The premain package and the configuration must agree on whether the agent is wanted, and on what it looks at. */
class StartOptionsTest {

    private static final ClassLoader LOADER = new ClassLoader(null) {};

    private static final String PROPERTY = "inferometer.enabled";

    @TempDir
    Path directory;

    private static boolean isFalse(String options) {
        return !StartOptions.read(options, System.getProperties()).isEnabled();
    }

    @AfterEach
    void forgetProperty() {
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "enabled=false",
                "enabled=FALSE",
                " enabled = false ",
                "enabled=true",
                "enabled=no",
                "enabled=",
                "enabled",
                "http.port=0,enabled=false",
                "enabled=false,enabled=true",
                "enabled=true,enabled=false",
                "exporters=http,file,enabled=false,interval=5s",
                "methods=a.B#c(int,enabled=false)",
                "methods=a.B#c(int,long),enabled=false",
                "methods=a.B#c(int,enabled=false",
                "service-name=a\\,enabled=false",
                "service-name=x=enabled=false",
                "enabled=false\\,",
                "=,enabled=false",
                "notenabled=false",
                "no-such-file.properties"
            })
    void agreesWithTheConfiguration(String options) {
        assertThat(isFalse(options)).isEqualTo(!Config.load(options).get(Options.ENABLED));
        System.setProperty(PROPERTY, "false");
        assertThat(isFalse(options))
                .as("with -D%s=false", PROPERTY)
                .isEqualTo(!Config.load(options).get(Options.ENABLED));
    }

    @Test
    void readsTheFileThatTheOptionsNameAndTheOneThatConfigNames() throws Exception {
        String file = Files.writeString(directory.resolve("a.properties"), "enabled = false\n")
                .toString();
        assertThat(isFalse(file)).isTrue();
        assertThat(isFalse("config=" + file)).isTrue();
        assertThat(isFalse("config=" + file + ",enabled=true")).isFalse();
        System.setProperty(PROPERTY, "true");
        assertThat(isFalse("config=" + file)).isFalse();
        assertThat(isFalse(file)).isTrue();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws Exception {
        for (String content :
                List.of("\uFEFFenabled=false\n", "\uFEFF# off \\\nenabled=false\n", "enabled=false\n\uFEFF")) {
            String file = Files.writeString(directory.resolve("marked.properties"), content)
                    .toString();
            assertThat(isFalse(file)).as(content).isTrue();
            assertThat(Config.load(file).get(Options.ENABLED)).as(content).isFalse();
        }
    }

    @Test
    @Timeout(10)
    void nothingIsReadThatMayNotEnd() throws Exception {
        Path huge = Files.createFile(directory.resolve("huge"));
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        for (String path : List.of("/dev/zero", huge.toString())) {
            assertThat(isFalse(path)).isFalse();
            assertThat(isFalse("config=" + path)).isFalse();
        }
    }

    /** The main thread waits for it. */
    @Test
    @Timeout(10)
    void whatIsReadIsReadOnce() throws Exception {
        for (String sign : List.of("(", "#", ",")) {
            Path file = Files.writeString(directory.resolve("signs"), "methods=" + sign.repeat(1_000_000));
            StartOptions options = StartOptions.read(file.toString(), new Properties());
            assertThat(options.methodClasses()).allMatch(String::isEmpty);
        }
    }

    @Test
    void noOptionsAreNoReasonToStayAway() {
        assertThat(isFalse(null)).isFalse();
    }

    /** What a candidate is may be too much, as the agent decides again, and never too little. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "methods=com.acme.A#a",
                "methods=com.acme.A#a,com.acme.B#b(int,java.util.List)@model,exporters=http",
                "exporters=http,methods=com.acme.A#a(int,long)@model=arg0.x()@batch=arg1.size(),com.acme.B$C#b@n=1",
                "methods=com.acme.A#a@one\\,two,com.acme.B#b",
                "methods=com.acme.A#a@x#y,com.acme.B#b",
                "methods= com.acme.A # a , com.acme.B#b ,",
                "methods=com.acme.A#a,methods=com.acme.B#b",
                "methods=wrong,com.acme.A#a,#,x#",
                "model-name.a#b=c,methods=com.acme.A#a,model-name.c#d=e,com.acme.B#b",
                "methods=",
                "libraries=djl",
                "libraries=-djl",
                "libraries=*,-djl,-onnxruntime",
                "libraries=,",
                "libraries=no-such-library",
                "libraries=no-such-library,tribuo",
                "libraries=no-such-library,-tribuo",
                "libraries=metrics",
                "libraries=-*,-metrics",
                "libraries=djl,methods=com.acme.A#a,com.acme.B#b,-tribuo",
                "libraries= djl , tribuo ,exporters=http"
            })
    void whatTheAgentWantsIsACandidate(String options) throws Exception {
        assertCovers(options, new Properties());
        Properties properties = new Properties();
        properties.setProperty("inferometer.methods", "com.acme.D#d,com.acme.E#e");
        properties.setProperty("inferometer.libraries", "xgboost4j");
        assertCovers(options, properties);
        assertCovers("interval=5s", properties);
        Path file = directory.resolve("all.properties");
        Files.writeString(file, "methods=com.acme.F#f, \\\n com.acme.G#g\nlibraries=tribuo\n");
        assertCovers("config=" + file, new Properties());
        assertCovers("config=" + file + "," + options, properties);
        assertCovers(file.toString(), properties);
    }

    @Test
    void whatTheAgentWantsIsACandidateWhateverAUserWrites() throws Exception {
        String[] pieces = {
            ",",
            "=",
            "\\,",
            "(",
            ")",
            "#",
            "@",
            "*",
            "-",
            " ",
            "methods=",
            "libraries=",
            "com.acme.A#a",
            "a.B#c(int,long)",
            "djl",
            "tribuo",
            "onnxruntime",
            "http",
            "@model=arg0.x",
            "enabled=",
            "false",
            "exporters=http",
            "model-name."
        };
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder options = new StringBuilder();
            Properties properties = new Properties();
            StringBuilder value = new StringBuilder();
            for (int j = random.nextInt(10); j > 0; j--) {
                options.append(pieces[random.nextInt(pieces.length)]);
                value.append(pieces[random.nextInt(pieces.length)]);
            }
            properties.setProperty(
                    random.nextBoolean() ? "inferometer.methods" : "inferometer.libraries", value.toString());
            assertCovers(options.toString(), properties);
        }
    }

    private static void assertCovers(String options, Properties properties) throws Exception {
        Config config = Config.load(options, properties, System.getenv());
        StartOptions first = StartOptions.read(options, properties);
        assertThat(first.isEnabled()).as(options).isEqualTo(config.get(Options.ENABLED));
        CandidateFilter filter = new CandidateFilter(index(), first, null);
        for (String method : config.get(Options.METHODS)) {
            String type = MethodPattern.parse(method).className().replace('.', '/');
            assertThat(filter.isCandidate(LOADER, type, new byte[0]))
                    .as("%s of %s, %s", type, options, properties)
                    .isTrue();
        }
        for (LibraryIndex.Entry library : LibraryIndex.entries()) {
            boolean wanted = library.name().equals(Library.AWS_SDK)
                    ? config.get(Options.ASYNC_S3_DOWNLOAD)
                            || config.get(Options.ASYNC_S3_UPLOAD)
                            || config.get(Options.ASYNC_SNS)
                            || config.get(Options.ASYNC_SQS)
                    : library.name().equals(Library.METRICS) || config.includesLibrary(library.name());
            for (String type : library.named()) {
                assertThat(filter.isCandidate(LOADER, type.replace('.', '/'), new byte[0]))
                        .as("%s of %s, %s", type, options, properties)
                        .isEqualTo(wanted);
            }
        }
    }

    static String index() throws IOException {
        try (InputStream in = LibraryIndex.class.getResourceAsStream("libraries.index")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
