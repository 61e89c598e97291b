package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.api.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The rows of windows that the service does not have.
 *
 * @param numbers of the windows
 * @param rows how many there are
 * @param text the rows below a header
 */
record RunCsv(List<Long> numbers, long rows, String text) {

    /**
     * @param known windows that are left out
     * @param hasInferenceColumns whether rows have the calls of each model: those of a window are in its last row, in one of their own
     *     if it has none
     */
    static RunCsv of(List<Window> windows, WindowNumbers known, boolean hasInferenceColumns) {
        List<Window> missing = windows.stream()
                .filter(window -> !known.contains(window.number()))
                .toList();
        InferenceColumns inference = hasInferenceColumns ? InferenceColumns.of(missing) : InferenceColumns.NONE;
        CsvText text = new CsvText(inference.names());
        long count = 0;
        for (Window window : missing) {
            List<HostRow> rows = window.hostRows();
            if (rows.isEmpty() && inference.hasCalls(window)) {
                // A look in that millisecond would be among its rows.
                rows = List.of(new HostRow(window.endMillis() - 1, Map.of()));
            }
            for (int i = 0; i < rows.size(); i++) {
                text.add(rows.get(i), i < rows.size() - 1 ? List.of() : inference.cells(window));
            }
            count += rows.size();
        }
        return new RunCsv(missing.stream().map(Window::number).toList(), count, text.toString());
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
