package io.inferometer.exporter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLineTest {

    /** As in lines of real endpoints. */
    @Test
    void itReadsAsSageMakersOwn() {
        RequestLine line = new RequestLine(
                1_731_798_426_943L, "5ea751c9-9271-4533-bc09-c117791e1372", "Received server error (500) from primary");
        assertThat(line.line())
                .isEqualTo("2024-11-16T23:07:06.943:[sagemaker logs] [5ea751c9-9271-4533-bc09-c117791e1372]"
                        + " Received server error (500) from primary");
        assertThat(new RequestLine(0, "i", "t").line()).isEqualTo("1970-01-01T00:00:00.000:[sagemaker logs] [i] t");
    }

    @Test
    void itsLengthIsThatOfItsBytesInAFile() {
        for (String text : new String[] {"", "t", "é€😀"}) {
            RequestLine line = new RequestLine(1_731_798_426_000L, text, text + "x");
            assertThat(line.bytes()).isEqualTo((line.line() + "\n").getBytes(UTF_8).length);
        }
    }
}
