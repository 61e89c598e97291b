package io.inferometer.exporter.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {

    private interface Oracle {
        void write(JsonGenerator json) throws IOException;
    }

    private static String jackson(Oracle content) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            content.write(json);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String text(Consumer<JsonBuffer> content) {
        JsonBuffer json = new JsonBuffer(1);
        content.accept(json);
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void commasAreBetweenWhatIsInOneObjectOrArray() throws IOException {
        assertThat(text(json -> {
                    json.beginObject();
                    json.beginArray("none");
                    json.endArray();
                    json.beginObject("empty");
                    json.endObject();
                    json.beginArray("some");
                    json.value(1);
                    json.value("two");
                    json.beginObject();
                    json.field("yes", true);
                    json.field("no", false);
                    json.endObject();
                    json.beginArray();
                    json.value(3);
                    json.endArray();
                    json.endArray();
                    json.field("name", "value");
                    json.fieldOfAnyName("\"é\"", "value");
                    json.unknown("nothing");
                    json.field("infinite", Double.NEGATIVE_INFINITY);
                    json.field("none", Double.NaN);
                    json.seconds("seconds", 1_500_000_000);
                    json.endObject();
                    json.endLine();
                    json.beginObject();
                    json.endObject();
                }))
                .isEqualTo(String.join(
                        "",
                        "{\"none\":[],\"empty\":{},",
                        "\"some\":[1,\"two\",{\"yes\":true,\"no\":false},[3]],",
                        "\"name\":\"value\",\"\\\"é\\\"\":\"value\",",
                        "\"nothing\":null,\"infinite\":null,\"none\":null,\"seconds\":1.5}\n{}"));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                9,
                10,
                99,
                100,
                101,
                2_147_483_647,
                2_147_483_648L,
                9_999_999_999L,
                Long.MAX_VALUE,
                -1,
                -10,
                Long.MIN_VALUE
            })
    void wholeNumbersHaveTheirDigits(long value) {
        assertThat(text(json -> json.value(value))).isEqualTo(Long.toString(value));
    }

    @Test
    void numbersOfAnyLengthHaveTheirDigits() {
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            for (long value : new long[] {power - 1, power, power + 1, -power}) {
                assertThat(text(json -> json.value(value))).isEqualTo(Long.toString(value));
            }
        }
    }

    @Test
    void textsAreEscapedAsJacksonDoes() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x180; c++) {
            String one = "a" + c;
            assertThat(text(json -> json.value(one))).isEqualTo(jackson(json -> json.writeString(one)));
            all.append(c);
        }
        String every = all.append("\u20AC\uFFFF\uD83D\uDE00\uDE00").toString();
        assertThat(text(json -> json.value(every))).isEqualTo(jackson(json -> json.writeString(every)));
    }

    @Test
    void whatIsTakenAwayInPartsIsTheWhole() {
        JsonBuffer json = new JsonBuffer(8);
        StringBuilder taken = new StringBuilder();
        StringBuilder expected = new StringBuilder("[");
        Random random = new Random(3);
        json.beginArray();
        for (int i = 0; i < 1_000; i++) {
            json.value(i);
            expected.append(i == 0 ? "" : ",").append(i);
            if (random.nextInt(4) == 0) {
                boolean empty = take(json, taken, random.nextInt(12));
                assertThat(empty).isEqualTo(taken.length() == expected.length());
            }
        }
        json.endArray();
        assertThat(take(json, taken, 1 << 16)).isTrue();

        assertThat(taken.toString()).isEqualTo(expected.append(']').toString());
    }

    private static boolean take(JsonBuffer json, StringBuilder to, int room) {
        ByteBuffer out = ByteBuffer.allocate(room);
        boolean empty = json.drainTo(out);
        to.append(new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII));
        return empty;
    }
}
