package io.inferometer.receiver.logs;

/**
 * An event as it is read back.
 *
 * @param position its place in its stream
 * @param ingestionTime when it was stored, in milliseconds since 1970
 */
record StoredEvent(LogEvent event, Position position, long ingestionTime) {

    /**
     * A place in a stream: events are in the order of their time, then of their arrival.
     *
     * @param number of the event among all that were stored
     */
    record Position(long timestamp, long number) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byTime = Long.compare(timestamp, other.timestamp);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }
}
