package io.inferometer.agent.record;

/** Whether calls are measured. Thread-safe. */
public final class Switch {

    private volatile boolean on = true;

    public boolean isOn() {
        return on;
    }

    public void set(boolean value) {
        on = value;
    }
}
