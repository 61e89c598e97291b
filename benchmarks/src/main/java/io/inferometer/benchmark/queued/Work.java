package io.inferometer.benchmark.queued;

/** What becomes of one request, from its acceptance to its end. */
interface Work {

    void request(String id);
}
