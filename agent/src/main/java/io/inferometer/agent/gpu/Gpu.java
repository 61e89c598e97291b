package io.inferometer.agent.gpu;

import java.util.List;

/**
 * One GPU at one time. What is not known is NaN.
 *
 * @param name its number, as {@code nvidia-smi} tells it
 * @param busy share of the time that it worked lately, 0 to 1
 * @param busyForProcess share of the time that its multiprocessors worked for this process, 0 to 1
 * @param watts that it draws
 * @param celsius its temperature
 * @param memories its memory; of a GPU in MIG mode that of each of its devices that this process may see
 */
public record Gpu(
        String name, double busy, double busyForProcess, double watts, double celsius, List<GpuMemory> memories) {}
