package io.inferometer.exporter.api;

/**
 * The machine's load as SageMaker's host-level metrics define it. A value that is not known is NaN and is never exported.
 *
 * @param cpuPercent 0 to 100 × cores: the sum over all cores
 * @param memoryPercent 0 to 100
 * @param diskPercent 0 to 100: used share of the disk space
 * @param gpuPercent 0 to 100 × GPUs
 * @param gpuMemoryPercent 0 to 100 × GPUs
 */
public record HostUtilization(
        double cpuPercent, double memoryPercent, double diskPercent, double gpuPercent, double gpuMemoryPercent) {

    /** Nothing is known of the machine. */
    public static final HostUtilization UNKNOWN =
            new HostUtilization(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
