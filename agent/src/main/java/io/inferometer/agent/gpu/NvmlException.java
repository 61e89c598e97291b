package io.inferometer.agent.gpu;

/** NVML answered with an error. */
final class NvmlException extends Exception {

    private static final long serialVersionUID = 1L;

    static final int UNINITIALIZED = 1;
    static final int NOT_SUPPORTED = 3;
    static final int NO_PERMISSION = 4;
    static final int NOT_FOUND = 6;
    static final int INSUFFICIENT_SIZE = 7;
    static final int FUNCTION_NOT_FOUND = 13;
    static final int VERSION_MISMATCH = 25;

    private final int code;

    /** @param code of {@code nvmlReturn_t} */
    NvmlException(String function, int code) {
        super("NVML answers error " + code + " to " + function, null, false, false);
        this.code = code;
    }

    boolean is(int other) {
        return code == other;
    }

    /** Whether this GPU, driver or user just has no such figure. */
    boolean isAbsence() {
        return code == NOT_SUPPORTED
                || code == NO_PERMISSION
                || code == NOT_FOUND
                || code == FUNCTION_NOT_FOUND
                || code == VERSION_MISMATCH;
    }
}
