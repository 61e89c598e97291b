package io.inferometer.agent.http;

import java.util.ArrayDeque;
import java.util.zip.Deflater;

/**
 * The compressors of answers under way, each with 256 KiB of native memory: where all are in use, an answer goes as it is. Used
 * by the listener's thread.
 */
final class Gzips {

    private static final int MAX = 8;
    private static final int KEPT = 2;

    private final ArrayDeque<Deflater> idle = new ArrayDeque<>(KEPT);
    private int inUse;

    /** Returns the body compressed, or the body itself if too many are. */
    Body compress(Body body) {
        if (inUse == MAX) {
            return body;
        }
        Deflater known = idle.pollFirst();
        // The fastest: text with so many repetitions becomes a twentieth all the same.
        Deflater deflater = known != null ? known : new Deflater(Deflater.BEST_SPEED, true);
        Body compressed = new GzipBody(body, deflater, this);
        inUse++;
        return compressed;
    }

    void release(Deflater deflater) {
        inUse--;
        if (idle.size() < KEPT) {
            deflater.reset();
            idle.addFirst(deflater);
        } else {
            deflater.end();
        }
    }

    /** Frees what is kept. */
    void clear() {
        for (Deflater deflater = idle.pollFirst(); deflater != null; deflater = idle.pollFirst()) {
            deflater.end();
        }
    }
}
