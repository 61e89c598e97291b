package io.inferometer.agent.spool;

/**
 * The body of the record that ends a closed segment: where its windows are, so that a start needs not read them.
 *
 * <pre>
 * for each window that was pending: 1, ordinal, exporters, place, length, end, number
 * 0
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

    static void decode(ByteReader in, SegmentFile file, byte[] marks, PendingWindows pending) throws DamagedException {
        while (in.octet() == 1) {
            long ordinal = in.number();
            int exporters = (int) in.number();
            long place = in.number();
            long length = in.number();
            if (ordinal < 0
                    || ordinal >= PendingWindows.CAPACITY
                    || place < file.records()
                    || length < Frame.OVERHEAD
                    || length > Packing.LARGEST + Frame.OVERHEAD
                    || length > file.size() - place) {
                throw new DamagedException("a window that cannot be there");
            }
            int waiting = file.pending(marks, (int) ordinal, exporters);
            pending.put((int) ordinal, (int) place, (int) length, in.signed(), in.signed(), waiting);
        }
    }
}
