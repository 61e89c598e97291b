package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.RunNotes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an exporter remembers of runs where there is no spool: until the end of the JVM. Confined to the exporter's thread. */
final class NotesInMemory implements RunNotes {

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
