package io.inferometer.exporter.aws.logs;

/** Events to be written, each made when it is asked for: the same every time. Used by one thread. */
public interface LogEvents {

    int size();

    /** When the event happened, in milliseconds since 1970. Cheap. */
    long millis(int event);

    String message(int event);
}
