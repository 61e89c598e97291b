package io.inferometer.agent.gpu;

/**
 * Memory of a GPU, or of a MIG device of one. What is not known is NaN.
 *
 * @param name the GPU's number, as {@code nvidia-smi} tells it; of a MIG device both numbers, such as {@code 0:1}
 * @param used bytes in use by all processes, without what the driver keeps for itself
 * @param total bytes
 * @param ofProcess bytes in use by this process
 */
public record GpuMemory(String name, double used, double total, double ofProcess) {}
