package io.inferometer.agent.spool;

/** Which windows of a segment are acknowledged, as on disk. Immutable. */
final class Marks {

    private final byte[] marks;
    private final int exporters;

    /** @param marks as {@link SegmentFile} has them, or the first of them */
    Marks(byte[] marks, int exporters) {
        this.marks = marks;
        this.exporters = exporters;
    }

    /**
     * @param kept one bit for each exporter that the window was kept for
     * @return those that have not acknowledged
     */
    int pending(int ordinal, int kept) {
        int pending = 0;
        for (int exporter = 0; exporter < exporters; exporter++) {
            if (((kept >>> exporter) & 1) != 0 && !isAcknowledged(ordinal * exporters + exporter)) {
                pending |= 1 << exporter;
            }
        }
        return pending;
    }

    private boolean isAcknowledged(int at) {
        return at < marks.length && SegmentFile.isAcknowledged(marks[at]);
    }
}
