package io.inferometer.exporter.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes of runs for as long as this JVM lives. Not thread-safe: confined to the exporter's thread. */
public final class NotesInMemory implements RunNotes {

    private final Map<String, String> notes = new LinkedHashMap<>();

    @Override
    public Set<String> runs() {
        return Set.copyOf(notes.keySet());
    }

    @Override
    public Optional<String> read(String runId) {
        return Optional.ofNullable(notes.get(runId));
    }

    @Override
    public void write(String runId, String note) {
        notes.put(runId, note);
    }

    @Override
    public void delete(String runId) {
        notes.remove(runId);
    }
}
