package io.inferometer.agent.e2e.app;

import io.inferometer.metrics.InferometerMetrics;
import java.io.IOException;

/** Reports the loss of some training steps, and some values that nobody can use; then waits for the end of its input. */
public final class ReportedValues {

    private ReportedValues() {}

    /** @param arguments how many steps */
    public static void main(String[] arguments) throws IOException {
        int steps = Integer.parseInt(arguments[0]);
        for (int step = 0; step < steps; step++) {
            InferometerMetrics.put("loss", 1.0 / (1 + step), step);
        }
        InferometerMetrics.put(null, 1, 1);
        InferometerMetrics.put("accuracy", Double.NaN, 1);
        System.out.println("reported");
        System.in.readAllBytes();
    }
}
