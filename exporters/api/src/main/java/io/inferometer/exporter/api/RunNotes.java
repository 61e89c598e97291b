package io.inferometer.exporter.api;

import java.util.Optional;
import java.util.Set;

/**
 * What an exporter must remember of each run beyond the end of the process, one text for each: on disk where the spool can be used, in
 * memory otherwise. Holds no secret. Belongs to the exporter's thread.
 */
public interface RunNotes {

    /** Returns the runs that have a note, those that ended JVMs left among them. */
    Set<String> runs();

    /** Returns the note of a run; empty if there is none. */
    Optional<String> read(String runId);

    /** Sets the note of a run. */
    void write(String runId, String note);

    /** Removes the note of a run, which is done. */
    void delete(String runId);
}
