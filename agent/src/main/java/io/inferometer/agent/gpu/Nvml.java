package io.inferometer.agent.gpu;

import io.inferometer.agent.nativecode.NativeFunctions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Questions to NVML that the agent has, with the layouts of its structures: those of {@code nvml.h}, which are the same on all
 * platforms with pointers of 64 bits. Not thread-safe.
 */
final class Nvml {

    private static final double PERCENT = 100;
    private static final double MILLIWATTS_PER_WATT = 1e3;

    /** {@code NVML_TEMPERATURE_GPU}. */
    private static final int CHIP = 0;

    /** {@code nvmlMemory_v2_t}: version, reserved for the driver at 16, free, used. Its size and version make up the first number. */
    private static final int MEMORY_2_VERSION = 40 | 2 << 24;

    private final NativeFunctions functions;
    private final ByteBuffer answer = buffer(64);
    private final ByteBuffer second = buffer(Long.BYTES);
    private boolean isInitialized;

    Nvml(NativeFunctions functions) {
        this.functions = functions;
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Initialises NVML, which counts initialisations: the application may use it, too. */
    void initialize() throws NvmlException {
        if (isInitialized) {
            isInitialized = false;
            call("nvmlShutdown");
        }
        call("nvmlInit_v2");
        isInitialized = true;
    }

    int count() throws NvmlException {
        call("nvmlDeviceGetCount_v2", answer);
        return answer.getInt(0);
    }

    /** The device with this number, as NVML knows it. */
    long device(int number) throws NvmlException {
        call("nvmlDeviceGetHandleByIndex_v2", number, answer);
        return answer.getLong(0);
    }

    /** Share of the time in which a kernel ran, 0 to 1. */
    double busy(long device) throws NvmlException {
        call("nvmlDeviceGetUtilizationRates", device, answer);
        return answer.getInt(0) / PERCENT;
    }

    double watts(long device) throws NvmlException {
        call("nvmlDeviceGetPowerUsage", device, answer);
        return answer.getInt(0) / MILLIWATTS_PER_WATT;
    }

    double celsius(long device) throws NvmlException {
        call("nvmlDeviceGetTemperature", device, CHIP, answer);
        return answer.getInt(0);
    }

    /** Bytes: used, and all. Drivers before release 510 count what they keep for themselves as used. */
    double[] memory(long device) throws NvmlException {
        if (functions.has("nvmlDeviceGetMemoryInfo_v2")) {
            answer.putInt(0, MEMORY_2_VERSION);
            call("nvmlDeviceGetMemoryInfo_v2", device, answer);
            return new double[] {answer.getLong(32), answer.getLong(8)};
        }
        call("nvmlDeviceGetMemoryInfo", device, answer);
        return new double[] {answer.getLong(16), answer.getLong(0)};
    }

    /** Whether the GPU is divided into MIG devices now. */
    boolean isDivided(long device) throws NvmlException {
        try {
            call("nvmlDeviceGetMigMode", device, answer, second);
            return answer.getInt(0) == 1;
        } catch (NvmlException e) {
            if (e.isAbsence()) {
                return false;
            }
            throw e;
        }
    }

    int mostDivisions(long device) throws NvmlException {
        call("nvmlDeviceGetMaxMigDeviceCount", device, answer);
        return answer.getInt(0);
    }

    /** A MIG device; 0 if the GPU has none with this number. */
    long division(long device, int number) throws NvmlException {
        try {
            call("nvmlDeviceGetMigDeviceHandleByIndex", device, number, answer);
            return answer.getLong(0);
        } catch (NvmlException e) {
            if (e.isAbsence()) {
                return 0;
            }
            throw e;
        }
    }

    private void call(String function, Object... arguments) throws NvmlException {
        check(function, ask(function, arguments));
    }

    boolean has(String function) {
        return functions.has(function);
    }

    /** Returns {@code nvmlReturn_t}. */
    int ask(String function, Object... arguments) {
        return functions.has(function) ? functions.call(function, arguments) : NvmlException.FUNCTION_NOT_FOUND;
    }

    static void check(String function, int code) throws NvmlException {
        if (code != 0) {
            throw new NvmlException(function, code);
        }
    }
}
