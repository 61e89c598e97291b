package io.inferometer.receiver.s3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects that were put. Not thread-safe. */
public final class ObjectBooks {
    /** How many bytes are kept; the oldest objects are dropped for another. */
    public static final int BYTES_KEPT = 64 << 20;

    private final Map<String, byte[]> byUri = new LinkedHashMap<>();
    private long bytes;

    /** Stores an object, in place of any of the same name. */
    void put(String uri, byte[] content) {
        drop(uri);
        byUri.put(uri, content);
        bytes += content.length;
        while (bytes > BYTES_KEPT) {
            drop(byUri.keySet().iterator().next());
        }
    }

    /** The content of an object; empty if there is none. */
    public Optional<byte[]> get(String uri) {
        return Optional.ofNullable(byUri.get(uri));
    }

    /** All names, in the order in which they were put. */
    public List<String> uris() {
        return List.copyOf(byUri.keySet());
    }

    /** Empties the books. */
    public void clear() {
        byUri.clear();
        bytes = 0;
    }

    private void drop(String uri) {
        byte[] dropped = byUri.remove(uri);
        bytes -= dropped == null ? 0 : dropped.length;
    }
}
