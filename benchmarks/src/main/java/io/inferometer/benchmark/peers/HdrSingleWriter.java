package io.inferometer.benchmark.peers;

import org.HdrHistogram.SingleWriterRecorder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** HdrHistogram's recorder for a single writer: one per thread. Not thread-safe. */
@State(Scope.Thread)
public class HdrSingleWriter {

    private final SingleWriterRecorder recorder =
            new SingleWriterRecorder(1, HdrRecorder.HIGHEST_NANOS, HdrRecorder.DIGITS);

    void record(long nanos) {
        recorder.recordValue(nanos);
    }
}
