package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.api.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The rows of windows that the service does not have.
 *
 * @param numbers of the windows
 * @param rows how many there are
 * @param text the rows below a header
 */
record RunCsv(List<Long> numbers, long rows, String text) {

    /** @param known windows that are left out */
    static RunCsv of(List<Window> windows, WindowNumbers known) {
        List<Long> numbers = new ArrayList<>();
        CsvText text = new CsvText();
        long rows = 0;
        for (Window window : windows) {
            if (!known.contains(window.number())) {
                numbers.add(window.number());
                for (HostRow row : window.hostRows()) {
                    text.add(row);
                    rows++;
                }
            }
        }
        return new RunCsv(numbers, rows, text.toString());
    }

    /** How long the text is. It has no characters but those of one byte. */
    int bytes() {
        return text.length();
    }

    byte[] gzipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
