package io.inferometer.receiver.operation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the requests of one operation ended.
 *
 * @param accepted answered by HTTP 200, even if some of their items failed
 * @param rejected all others, injected failures included
 * @param errors the rejected ones by error name
 */
public record RequestCounts(long accepted, long rejected, Map<String, Long> errors) {
    /** Of an operation that nobody called. */
    public static final RequestCounts NONE = new RequestCounts(0, 0, Map.of());

    public RequestCounts {
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    /** Returns these and one accepted request. */
    public RequestCounts plusAccepted() {
        return new RequestCounts(accepted + 1, rejected, errors);
    }

    /** Returns these and one rejected request. */
    public RequestCounts plusRejected(String error) {
        Map<String, Long> more = new TreeMap<>(errors);
        more.merge(error, 1L, Long::sum);
        return new RequestCounts(accepted, rejected + 1, more);
    }
}
