package io.inferometer.agent.nativecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;

/** Makes method handles of native functions whose arguments and results are numbers of 32 or 64 bits, pointers among them. */
public interface CodeLinker {

    /**
     * Links a function of the C library.
     *
     * @param type of {@code int} and {@code long} alone
     * @throws LinkageError if there is none of this name
     */
    MethodHandle function(String name, MethodType type) throws ReflectiveOperationException;

    /**
     * Links code that runs for nanoseconds and waits for nothing. The thread stays in Java's code meanwhile: calling it costs no more than
     * calling a function of C, and holds up a safepoint for as long as it runs.
     *
     * @param address its first instruction
     * @param type of {@code int} and {@code long} alone
     */
    MethodHandle leaf(long address, MethodType type) throws ReflectiveOperationException;

    /** Returns where a direct buffer begins, for as long as the caller keeps it. */
    long address(ByteBuffer direct) throws ReflectiveOperationException;
}
