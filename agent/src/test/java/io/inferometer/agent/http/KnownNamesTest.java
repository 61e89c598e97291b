package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

    private static String document(boolean known, List<String> names) throws IOException {
        StringWriter text = new StringWriter();
        JsonGenerator plain = new JsonFactory().createGenerator(text);
        try (JsonGenerator json = known ? new KnownNames(plain) : plain) {
            json.writeStartObject();
            for (int i = 0; i < 3; i++) {
                for (String name : names) {
                    json.writeNumberField(name, i);
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** "Aa" and "BB" have the same hash code, and there are more names than places. */
    @Test
    void namesAreThoseThatWereGiven() throws IOException {
        List<String> names = Stream.concat(
                        Stream.of("Aa", "BB", new String("Aa"), "", "é", "\"quoted\"", "tab\t"),
                        IntStream.range(0, 2_000).mapToObj(i -> "name" + i))
                .toList();

        assertThat(document(true, names)).isEqualTo(document(false, names));
    }
}
