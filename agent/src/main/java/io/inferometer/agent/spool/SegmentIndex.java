package io.inferometer.agent.spool;

/**
 * The body of the record that ends a closed segment: where its windows are, so that a start needs not read them.
 *
 * <pre>
 * count, then for each window that was pending:
 * ordinal, exporters, place, length, end, number
 * </pre>
 */
final class SegmentIndex {

    private SegmentIndex() {}

    static byte[] encode(PendingWindows pending) {
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < pending.size(); i++) {
            if (pending.exporters(i) != 0) {
                out.octet(1);
                out.number(i);
                out.number(pending.exporters(i) & 0xFFFFFFFFL);
                out.number(pending.offset(i));
                out.number(pending.length(i));
                out.signed(pending.end(i));
                out.signed(pending.number(i));
            }
        }
        out.octet(0);
        return out.toBytes();
    }

    static void decode(byte[] bytes, Frame frame, PendingWindows pending, Marks marks) throws DamagedException {
        ByteReader in = new ByteReader(bytes, frame.from(), frame.to());
        while (in.octet() == 1) {
            int ordinal = in.whole();
            if (ordinal < 0 || ordinal >= PendingWindows.CAPACITY) {
                throw new DamagedException("an ordinal out of range");
            }
            int exporters = (int) in.number();
            pending.put(ordinal, in.whole(), in.whole(), in.signed(), in.signed(), marks.pending(ordinal, exporters));
        }
    }
}
