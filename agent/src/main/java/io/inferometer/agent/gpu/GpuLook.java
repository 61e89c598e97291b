package io.inferometer.agent.gpu;

import java.util.List;

/**
 * What was found of all GPUs at once.
 *
 * @param gpus those that answered
 * @param failures how many questions the driver should have answered and did not
 */
public record GpuLook(List<Gpu> gpus, int failures) {

    /** Nothing to see, and nothing that failed. */
    public static final GpuLook NONE = new GpuLook(List.of(), 0);
}
