package io.inferometer.benchmark.growth;

/** A model behind a gateway: the name comes with the call. */
final class NamedScorer {

    void score(String model) {}
}
