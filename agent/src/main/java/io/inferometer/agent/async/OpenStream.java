package io.inferometer.agent.async;

import io.inferometer.agent.record.ByIdentity;
import java.lang.ref.WeakReference;

/** A stage inside a PROCESS that goes on until a stream is read or closed. */
final class OpenStream extends ByIdentity.Entry {

    final StageCall process;
    final Stage stage;
    final long begin;
    private final WeakReference<Object> stream;

    // Guarded by the monitor of the PROCESS.
    OpenStream other;
    boolean hasEnded;

    OpenStream(Object stream, StageCall process, Stage stage, long begin) {
        this.stream = new WeakReference<>(stream);
        this.process = process;
        this.stage = stage;
        this.begin = begin;
    }

    void forget(ByIdentity<OpenStream> known) {
        Object still = stream.get();
        if (still != null) {
            known.remove(still, this);
        }
    }
}
