package io.inferometer.sample.async.demo;

/** What the load's stopwatch in the server takes the time of. */
enum Moment {
    /** The method that accepts has returned. */
    ACCEPTED,
    /** The method that does the work is about to be called. */
    BEGUN,
    /** It has returned or thrown. */
    ENDED
}
