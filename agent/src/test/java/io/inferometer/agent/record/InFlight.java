package io.inferometer.agent.record;

/** What a recorder says is in flight of one model. */
final class InFlight implements InFlightSink {

    private final int model;
    long count;
    long oldestNanos;

    private InFlight(int model) {
        this.model = model;
    }

    static InFlight of(Recorder recorder, Model model) {
        InFlight inFlight = new InFlight(model.index());
        recorder.inFlight(System.nanoTime(), inFlight);
        return inFlight;
    }

    @Override
    public void inFlight(int of, long calls, long oldest) {
        if (of == model) {
            count += calls;
            oldestNanos = Math.max(oldestNanos, oldest);
        }
    }
}
