package io.inferometer.receiver.sentinel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The rows of one run, from one text or several, each below a header of its own. Not thread-safe. */
final class RunRows {
    private static final int PLAIN_LIMIT = 32 << 20;

    private static final List<String> COLUMNS =
            List.of(("timestamp system_processes system_utime system_stime system_cpu_usage system_memory_free_mib"
                            + " system_memory_used_mib system_memory_buffers_mib system_memory_cached_mib"
                            + " system_memory_active_mib system_memory_inactive_mib system_disk_read_bytes"
                            + " system_disk_write_bytes system_disk_space_total_gb system_disk_space_used_gb"
                            + " system_disk_space_free_gb system_net_recv_bytes system_net_sent_bytes system_gpu_usage"
                            + " system_gpu_vram_mib system_gpu_utilized process_pid process_children process_utime"
                            + " process_stime process_cpu_usage process_memory_mib process_disk_read_bytes"
                            + " process_disk_write_bytes process_gpu_usage process_gpu_vram_mib process_gpu_utilized")
                    .split(" "));

    private final List<String> rows = new ArrayList<>();
    private final Set<String> times = new HashSet<>();
    private String header = "";
    private long repeats;

    /** Returns the first text's. */
    String header() {
        return header;
    }

    List<String> rows() {
        return rows;
    }

    /** How many rows have the timestamp of one before. */
    long repeats() {
        return repeats;
    }

    /** @throws IllegalArgumentException if it is not gzip, or breaks a rule of {@link #add} */
    void addGzipped(byte[] object) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
            byte[] plain = in.readNBytes(PLAIN_LIMIT + 1);
            if (plain.length > PLAIN_LIMIT) {
                throw new IllegalArgumentException("unpacked, it has more than " + PLAIN_LIMIT + " bytes");
            }
            add(new String(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not gzip: " + e.getMessage(), e);
        }
    }

    /**
     * Adds a header and rows. Quotes and carriage returns are allowed.
     *
     * @throws IllegalArgumentException if the header lacks a column or has one twice, or a row has other columns or no time
     */
    void add(String csv) {
        List<String> lines = csv.replace("\"", "").lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        List<String> columns = List.of(first.split(",", -1));
        if (columns.size() < COLUMNS.size()
                || !columns.subList(0, COLUMNS.size()).equals(COLUMNS)) {
            throw new IllegalArgumentException("wrong column names: expected " + COLUMNS + " first, found " + columns);
        }
        if (new HashSet<>(columns).size() < columns.size() || columns.contains("")) {
            throw new IllegalArgumentException("a column has no name, or that of another: " + first);
        }
        header = header.isEmpty() ? first : header;
        for (String row : lines.subList(1, lines.size())) {
            addRow(row, columns.size());
        }
    }

    private void addRow(String row, int columns) {
        String[] cells = row.split(",", -1);
        if (cells.length != columns || !cells[0].matches("\\d{1,12}(\\.\\d{1,9})?")) {
            throw new IllegalArgumentException("expected " + columns + " columns and a time, found " + row);
        }
        rows.add(row);
        repeats += times.add(cells[0]) ? 0 : 1;
    }
}
