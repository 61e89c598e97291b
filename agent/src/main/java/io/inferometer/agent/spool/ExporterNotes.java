package io.inferometer.agent.spool;

import io.inferometer.exporter.api.RunNotes;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** The notes of one exporter. Thread-safe by the lock of the disk, for which each call waits. No method throws. */
final class ExporterNotes implements RunNotes {

    private interface Access<T> {
        T access() throws IOException;
    }

    private final String exporter;
    private final Notes notes;
    private final Lock disk;
    private final SpoolHealth health;
    private final BooleanSupplier closed;

    ExporterNotes(String exporter, Notes notes, Lock disk, SpoolHealth health, BooleanSupplier closed) {
        this.exporter = exporter;
        this.notes = notes;
        this.disk = disk;
        this.health = health;
        this.closed = closed;
    }

    @Override
    public Set<String> runs() {
        return locked(() -> notes.runs(exporter), Set.of());
    }

    @Override
    public Optional<String> read(String runId) {
        return locked(() -> notes.read(exporter, runId), Optional.empty());
    }

    @Override
    public void write(String runId, String note) {
        locked(
                () -> {
                    if (!closed.getAsBoolean()) {
                        notes.write(exporter, runId, note);
                    }
                    return null;
                },
                null);
    }

    @Override
    public void delete(String runId) {
        locked(
                () -> {
                    notes.delete(exporter, runId);
                    return null;
                },
                null);
    }

    private <T> T locked(Access<T> action, T none) {
        disk.lock();
        try {
            return action.access();
        } catch (IOException | RuntimeException | Error failure) {
            health.failed(failure);
            return none;
        } finally {
            disk.unlock();
        }
    }
}
