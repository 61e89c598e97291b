package io.inferometer.agent.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Snapshot;
import io.inferometer.exporter.metric.ModelAt;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The document at {@code /api/snapshot}, model by model. Confined to the event loop's thread. */
final class SnapshotBody implements Body {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Asking costs two switches of threads; of each model there is some 1 KiB in memory until it is written. */
    private static final int MODELS_AT_ONCE = 64;

    private final SnapshotSource source;
    private final int portUnavailable;
    private final Snapshot overview;
    private final Text text = new Text();
    private final JsonGenerator json;
    private final ModelJson models;
    private List<ModelDetail> batch = List.of();
    private int next;
    private ModelId latest;
    private boolean begun;
    private boolean ended;

    /** @param portUnavailable see {@link Listener#portUnavailable} */
    SnapshotBody(SnapshotSource source, int portUnavailable) {
        this.source = source;
        this.portUnavailable = portUnavailable;
        this.overview = source.overview();
        try {
            this.json = FACTORY.createGenerator(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.models = new ModelJson(json, overview.recentSeconds());
    }

    @Override
    public State writeTo(ByteBuffer out) throws IOException {
        while (text.drainTo(out)) {
            if (ended) {
                return State.END;
            }
            writePart();
            json.flush();
        }
        return State.MORE;
    }

    private void writePart() throws IOException {
        if (!begun) {
            begun = true;
            SnapshotJson.begin(json, overview, portUnavailable);
            return;
        }
        if (next == batch.size()) {
            batch = source.details(latest, MODELS_AT_ONCE);
            next = 0;
        }
        if (batch.isEmpty()) {
            SnapshotJson.end(json);
            ended = true;
        } else {
            ModelDetail model = batch.get(next++);
            latest = model.total().id();
            ModelAt.State state = ModelAt.State.of(overview.switches().isEnabled(latest));
            models.write(model, new ModelAt(model.total(), overview.atMillis(), state));
        }
    }

    @Override
    public void close() {
        try {
            // Gives its buffers back; what it writes to the end is not read.
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written and not yet taken. Grows with the longest part. */
    private static final class Text extends OutputStream {

        private byte[] bytes = new byte[8 * 1024];
        private int length;
        private int taken;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            if (bytes.length - length < count) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
            }
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }

        /** Takes bytes away; whether none is left. */
        boolean drainTo(ByteBuffer out) {
            int part = Math.min(length - taken, out.remaining());
            out.put(bytes, taken, part);
            taken += part;
            if (taken < length) {
                return false;
            }
            length = 0;
            taken = 0;
            return true;
        }
    }
}
