package io.inferometer.exporter.aws.sagemakeredge;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.aws.NameRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules in use, against the patterns of the model of the service. */
class EdgeNamesTest {

    private static final String ENTITY = "^[a-zA-Z0-9](-*[a-zA-Z0-9])*$";
    private static final List<String> PIECES = List.of(
            "",
            "a",
            "b",
            "-",
            "_",
            ".",
            " ",
            "/",
            "é",
            "\ud83d\ude00",
            "model",
            "1.0",
            "-h0123456789ab",
            "0".repeat(70));

    /** @param parts how many parts its names are made of */
    record Rule(String name, NameRule rule, int parts, String pattern, int min, int max) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule("DeviceName", EdgeNames.DEVICE, 1, "^[a-zA-Z0-9](-*_*[a-zA-Z0-9])*$", 1, 63),
                new Rule("Device of a Dimension", EdgeNames.DEVICE_DIMENSION, 1, ENTITY, 1, 63),
                new Rule("ModelName", EdgeNames.MODEL, 2, ENTITY, 4, 255),
                new Rule("ModelVersion", EdgeNames.VERSION, 1, "[a-zA-Z0-9 _.]+", 1, 64),
                new Rule("ModelHandle", EdgeNames.HANDLE, 3, ENTITY, 1, 63),
                new Rule("DeploymentName", EdgeNames.HANDLE, 2, ENTITY, 1, 63));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyNameFitsIsStableAndOnesOwn(Rule of) {
        Random random = new Random(20_260_102);
        Map<String, List<String>> made = new HashMap<>();
        for (int round = 0; round < 50_000; round++) {
            String[] parts =
                    IntStream.range(0, of.parts).mapToObj(i -> text(random)).toArray(String[]::new);
            String name = of.rule.name(parts);
            assertThat(name).as("%s", List.of(parts)).matches(of.pattern).hasSizeBetween(of.min, of.max);
            assertThat(of.rule.name(parts)).isEqualTo(name);
            assertThat(made.merge(name, List.of(parts), (first, second) -> first))
                    .as(name)
                    .isEqualTo(List.of(parts));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** A name that changed in a later release would be a new device, model or version to whoever receives it. */
    @Test
    void namesStayWhatTheyAre() {
        assertThat(EdgeNames.DEVICE.name("ip-10-0-0-1.ec2.internal"))
                .isEqualTo("ip-10-0-0-1-ec2-internal-h59241559db5b");
        assertThat(EdgeNames.MODEL.name("onnxruntime", "minilm")).isEqualTo("onnxruntime-minilm");
        assertThat(EdgeNames.MODEL.name("onnxruntime", "all.mini/lm"))
                .isEqualTo("onnxruntime-all-mini-lm-h7cf49ad4d687");
        assertThat(EdgeNames.VERSION.name("1.0-rc.1")).isEqualTo("1.0_rc.1_h9e7feced12ba");
        assertThat(EdgeNames.HANDLE.name("onnxruntime", "minilm", "")).isEqualTo("onnxruntime-minilm-hd83711f1b84b");
    }
}
