package io.inferometer.agent.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ExponentialHistogram;
import java.io.IOException;
import java.util.Arrays;

/** Writes the counts of a histogram's buckets, most of which have one digit, as an array at once. Used by one thread. */
final class CountsText {

    /** Nineteen digits and a comma. */
    private static final int MAX_LENGTH = 20;

    private char[] text = new char[512];

    void write(JsonGenerator json, ExponentialHistogram histogram) throws IOException {
        int buckets = histogram.bucketCount();
        int length = 0;
        text[length++] = '[';
        for (int i = 0; i < buckets; i++) {
            if (text.length - length < 2 * MAX_LENGTH) {
                text = Arrays.copyOf(text, 2 * text.length);
            }
            if (i > 0) {
                text[length++] = ',';
            }
            length = number(histogram.bucket(i), length);
        }
        text[length++] = ']';
        json.writeRawValue(text, 0, length);
    }

    private int number(long count, int at) {
        if (count < 10) {
            text[at] = (char) ('0' + count);
            return at + 1;
        }
        int end = at + 1;
        for (long left = count / 10; left > 0; left /= 10) {
            end++;
        }
        int i = end;
        for (long left = count; left > 0; left /= 10) {
            text[--i] = (char) ('0' + left % 10);
        }
        return end;
    }
}
