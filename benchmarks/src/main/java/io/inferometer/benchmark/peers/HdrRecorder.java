package io.inferometer.benchmark.peers;

import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** HdrHistogram's recorder for any number of writers. Thread-safe. */
@State(Scope.Benchmark)
public class HdrRecorder {

    static final long HIGHEST_NANOS = 60_000_000_000L;
    static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(1, HIGHEST_NANOS, DIGITS);

    void record(long nanos) {
        recorder.recordValue(nanos);
    }
}
