package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which items of one window are still to be sent, by their place in its list, and why others never will. One thread. */
public final class WindowProgress {

    /** A service that explains each of a thousand requests differently must not fill the log. */
    private static final int REASONS_SHOWN = 3;

    private final BitSet unsent = new BitSet();
    private final BitSet cuts = new BitSet();
    private int searches;
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final Map<String, Integer> rejected = new TreeMap<>();
    private long accepted;
    private String refusedRequest = "";

    /** @param count how many items the window has */
    public WindowProgress(int count) {
        unsent.set(0, count);
    }

    /** The places of the next items to send, ascending: at most {@code limit}, from {@code start} on. */
    public int[] batch(int start, int limit) {
        int[] batch = new int[limit];
        int size = 0;
        for (int item = unsent.nextSetBit(start); item >= 0 && size < limit; item = unsent.nextSetBit(item + 1)) {
            batch[size++] = item;
        }
        return Arrays.copyOf(batch, size);
    }

    public void accepted(int item) {
        unsent.clear(item);
        accepted++;
    }

    /** The service took a request as a whole. */
    public void accepted(int[] batch) {
        for (int item : batch) {
            accepted(item);
        }
    }

    public void rejected(int item, String reason) {
        unsent.clear(item);
        rejected.merge(reason, 1, Integer::sum);
    }

    /**
     * The service could not store the item this time.
     *
     * @param tries after so many the item is dropped
     * @return whether it is to be sent again
     */
    public boolean failed(int item, String code, int tries) {
        int times = failures.merge(item, 1, Integer::sum);
        if (times < tries) {
            return true;
        }
        rejected(item, code + " " + times + " times");
        return false;
    }

    /** The service complains of an item that was not sent. */
    public void complaint(String reason) {
        rejected.merge(reason, 1, Integer::sum);
    }

    /** The service refused a request as a whole. */
    public void rejected(int[] batch, String reason) {
        for (int item : batch) {
            rejected(item, reason);
        }
        refusedRequest = reason;
    }

    /** Whether the item was taken or refused for good. */
    public boolean isSettled(int item) {
        return !unsent.get(item);
    }

    public boolean isFinished() {
        return unsent.isEmpty();
    }

    public boolean hasAccepted() {
        return accepted > 0;
    }

    /** From now on, no request may hold items from before this place and others from there on. */
    public void cut(int place) {
        cuts.set(place);
    }

    /** The same, in search of what is wrong: {@link #searches} counts it. */
    public void cutInSearch(int place) {
        cut(place);
        searches++;
    }

    /** Whether items from {@code first} to {@code last} may go out together, as far as cuts are concerned. */
    public boolean isUncut(int first, int last) {
        int cut = cuts.nextSetBit(first + 1);
        return cut < 0 || cut > last;
    }

    public int searches() {
        return searches;
    }

    /** Whether starting from the beginning would send something twice, or what was refused before. */
    public boolean hasBegun() {
        return accepted > 0 || !rejected.isEmpty() || !failures.isEmpty() || !cuts.isEmpty();
    }

    public int unsent() {
        return unsent.cardinality();
    }

    /** What became of the window, once it is finished. */
    public Delivery delivery() {
        if (accepted == 0 && !refusedRequest.isEmpty()) {
            return Delivery.rejected(refusedRequest);
        }
        if (accepted == 0 && rejected.isEmpty()) {
            return Delivery.nothing();
        }
        long count = rejected.values().stream().mapToLong(Integer::longValue).sum();
        String reasons = rejected.entrySet().stream()
                .limit(REASONS_SHOWN)
                .map(reason -> reason.getValue() + " dropped: " + reason.getKey())
                .collect(Collectors.joining("; "));
        return new Delivery.Delivered(count, rejected.size() > REASONS_SHOWN ? reasons + "; …" : reasons);
    }
}
