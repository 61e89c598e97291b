package io.inferometer.agent.gpu;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The GPU memory and utilisation of one process, read from NVML. Not thread-safe. */
final class NvmlProcesses {

    /** {@code nvmlProcessInfo_t}: number of the process, bytes at 8, numbers of the MIG device. */
    private static final int INFO_SIZE = 24;

    private static final int INFO_MEMORY = 8;

    /** {@code NVML_VALUE_NOT_AVAILABLE}, as Windows has it for all processes. */
    private static final long NOT_AVAILABLE = -1;

    /** {@code nvmlProcessUtilizationSample_t}: number of the process, microseconds at 8, percent of multiprocessors, and three more. */
    private static final int SAMPLE_SIZE = 32;

    private static final int SAMPLE_TIME = 8;
    private static final int SAMPLE_BUSY = 16;
    private static final double PERCENT = 100;

    private static final int FIRST_SIZE = 4096;
    private static final int LARGEST_SIZE = 1 << 20;

    private final Nvml nvml;
    private final long process;
    private final boolean seesAll;
    private final ByteBuffer count = Nvml.buffer(Integer.BYTES);
    private final Map<Long, Long> seenUntil = new HashMap<>();
    private ByteBuffer entries = Nvml.buffer(FIRST_SIZE);

    /**
     * @param process its number
     * @param seesAll whether NVML knows all processes by the numbers that this one knows: one that is not listed then uses nothing
     */
    NvmlProcesses(Nvml nvml, long process, boolean seesAll) {
        this.nvml = nvml;
        this.process = process;
        this.seesAll = seesAll;
    }

    /** Bytes of a device that the process uses; NaN if that is not known. */
    double memory(long device) throws NvmlException {
        Double computing = memory("nvmlDeviceGetComputeRunningProcesses", device);
        Double drawing = null;
        try {
            drawing = memory("nvmlDeviceGetGraphicsRunningProcesses", device);
        } catch (NvmlException e) {
            if (!e.isAbsence()) {
                throw e;
            }
        }
        if (computing == null) {
            return drawing == null ? unlisted() : drawing;
        }
        // A process that computes and draws is in both lists, each time with all that it has.
        return drawing == null ? computing : Math.max(computing, drawing);
    }

    private double unlisted() {
        return seesAll ? 0 : Double.NaN;
    }

    /**
     * NaN if it is listed and the driver does not tell; null if it is not listed.
     *
     * @param function without its version: 3 has the layout of 2, which is that of drivers from release 450 on
     */
    private Double memory(String function, long device) throws NvmlException {
        String versioned = function.concat("_v3");
        int found = list(nvml.has(versioned) ? versioned : function.concat("_v2"), INFO_SIZE, device);
        for (int at = 0; at < found * INFO_SIZE; at += INFO_SIZE) {
            if (Integer.toUnsignedLong(entries.getInt(at)) == process) {
                long bytes = entries.getLong(at + INFO_MEMORY);
                return bytes == NOT_AVAILABLE ? Double.NaN : (double) bytes;
            }
        }
        return null;
    }

    /** Share of the time that the multiprocessors worked for the process lately, 0 to 1; NaN if that is not known. */
    double busy(long device) throws NvmlException {
        long until = seenUntil.getOrDefault(device, 0L);
        int found;
        try {
            found = list("nvmlDeviceGetProcessUtilization", SAMPLE_SIZE, device, until);
        } catch (NvmlException e) {
            if (e.is(NvmlException.NOT_FOUND)) {
                // Nobody has used the device since the last look.
                return unlisted();
            }
            throw e;
        }
        double busy = Double.NaN;
        long latest = Long.MIN_VALUE;
        for (int at = 0; at < found * SAMPLE_SIZE; at += SAMPLE_SIZE) {
            long time = entries.getLong(at + SAMPLE_TIME);
            until = Math.max(until, time);
            if (Integer.toUnsignedLong(entries.getInt(at)) == process && time > latest) {
                latest = time;
                busy = entries.getInt(at + SAMPLE_BUSY) / PERCENT;
            }
        }
        seenUntil.put(device, until);
        return Double.isNaN(busy) ? unlisted() : busy;
    }

    /** Fills the buffer with as many entries as there are, and returns how many. More may begin meanwhile. */
    private int list(String function, int size, Object... arguments) throws NvmlException {
        while (true) {
            count.putInt(0, entries.capacity() / size);
            int code = arguments.length == 1
                    ? nvml.ask(function, arguments[0], count, entries)
                    : nvml.ask(function, arguments[0], entries, count, arguments[1]);
            boolean isShort = code == NvmlException.INSUFFICIENT_SIZE && entries.capacity() < LARGEST_SIZE;
            if (!isShort) {
                Nvml.check(function, code);
                return Math.min(count.getInt(0), entries.capacity() / size);
            }
            entries = Nvml.buffer(entries.capacity() * 4);
        }
    }
}
