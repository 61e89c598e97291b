/**
 * GPUs of NVIDIA by NVML, the driver's library ({@code nvml.h} of the CUDA toolkit), without a dependency on it.
 *
 * <p><b>Data flow:</b> {@link io.inferometer.agent.gpu.NvidiaDriver} says whether there is anything to ask, by files alone. {@link
 * io.inferometer.agent.gpu.NvidiaGpus} then opens the library, if the rule of {@link io.inferometer.agent.nativecode.NativeAccess} lets it,
 * and makes a {@link io.inferometer.agent.gpu.GpuLook} of what {@code Nvml} answers for each device. What the driver does not support is
 * absent; what it fails to answer is absent and counted.
 *
 * <p><b>Threading:</b> one agent thread that does nothing else: a driver in trouble may not come back. Looks are immutable.
 *
 * <p><b>What stays bounded:</b> the GPUs of a machine and their MIG devices, at most {@code NvidiaGpus.MOST} each; two buffers
 * outside the heap, of 64 KiB and 1 MiB at most.
 */
package io.inferometer.agent.gpu;
