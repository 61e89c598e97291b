package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.aws.WindowItems;

/** Events to be written, each made when it is asked for: the same every time. Used by one thread. */
public interface LogEvents extends WindowItems {

    /** When the event happened, in milliseconds since 1970. Cheap. */
    long millis(int event);

    String message(int event);
}
