package io.inferometer.sample.async.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without workers from 1000.3 to 1006.6: six whole seconds. */
class CapacitySamplesTest {

    @ParameterizedTest
    @CsvSource({
        "0011111100, true",
        // One sample at each edge.
        "0001111100, true",
        "0011111000, true",
        "0111111100, true",
        // The right number at other seconds, a gap, too early, too long.
        "0000111111, false",
        "0011011100, false",
        "1011111100, false",
        "0011111101, false",
        "0000000000, false",
        "1111111111, false"
    })
    void ofAllSecondsThoseWithoutWorkersAreOne(String values, boolean agree) {
        assertThat(samples(values).agree()).isEqualTo(agree);
    }

    /** @param values of the windows that begin at 998.9, 999.9 and so on */
    private static CapacitySamples samples(String values) {
        ObjectNode received = JsonNodeFactory.instance.objectNode();
        ArrayNode latest = received.putObject("metricData").putArray("latest");
        for (int i = 0; i < values.length(); i++) {
            ObjectNode datum = latest.addObject().put("metricName", CapacitySamples.METRIC);
            datum.putObject("dimensions").put("EndpointName", "e");
            datum.put("timestamp", 998.9 + i);
            datum.putArray("values").add(values.charAt(i) - '0');
            datum.putArray("counts").add(1);
        }
        return new CapacitySamples(received, 1000.3, 1006.6);
    }
}
