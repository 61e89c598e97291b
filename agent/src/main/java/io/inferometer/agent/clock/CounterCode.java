package io.inferometer.agent.clock;

import io.inferometer.agent.nativecode.CodeLinker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * The code that reads the time-stamp counter, in a page of its own. The page can be written first and executed afterwards, never both at
 * once. Numbers are those of Linux on x86-64.
 */
final class CounterCode {

    /**
     * {@code rdtsc} waits for no instruction before it, so a reading may be early by what the processor has begun and not finished: a
     * few hundred nanoseconds where memory is slow. {@code rdtscp} waits, as the C library does, and costs as much as that: see the decisions.
     */
    private static final int[] INSTRUCTIONS = {
        0x0F,
        0x31, // rdtsc
        0x48,
        0xC1,
        0xE2,
        0x20, // shl rdx, 32
        0x48,
        0x09,
        0xD0, // or rax, rdx
        0xC3 // ret
    };

    private static final long PAGE = 4096;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int PRIVATE = 0x02;
    private static final int ANONYMOUS = 0x20;
    private static final int NO_FILE = -1;
    private static final long FAILED = -1;

    private CounterCode() {}

    /**
     * Maps the code. It stays for the life of the JVM.
     *
     * @return reads the counter; of type {@code ()long}
     * @throws UnsatisfiedLinkError if the system refuses the memory, or has no such functions
     */
    static MethodHandle map(CodeLinker linker) throws Throwable {
        MethodType numbers =
                MethodType.methodType(long.class, long.class, long.class, int.class, int.class, int.class, long.class);
        MethodHandle map = linker.function("mmap", numbers);
        MethodHandle copy =
                linker.function("memcpy", MethodType.methodType(long.class, long.class, long.class, long.class));
        MethodHandle protect =
                linker.function("mprotect", MethodType.methodType(int.class, long.class, long.class, int.class));
        MethodHandle unmap = linker.function("munmap", MethodType.methodType(int.class, long.class, long.class));

        long page = (long) map.invokeExact(0L, PAGE, READ | WRITE, PRIVATE | ANONYMOUS, NO_FILE, 0L);
        if (page == FAILED) {
            throw new UnsatisfiedLinkError("the system gives no memory (mmap)");
        }
        ByteBuffer code = code();
        long copied;
        try {
            copied = (long) copy.invokeExact(page, linker.address(code), (long) code.capacity());
        } finally {
            Reference.reachabilityFence(code);
        }
        int refused = (int) protect.invokeExact(page, PAGE, READ | EXECUTE);
        if (copied != page || refused != 0) {
            int unmapped = (int) unmap.invokeExact(page, PAGE);
            throw new UnsatisfiedLinkError("the system does not let memory be executed (mprotect)"
                    + (unmapped == 0 ? "" : ", nor given back (munmap)"));
        }
        try {
            return linker.leaf(page, MethodType.methodType(long.class));
        } catch (Throwable unusable) {
            int unmapped = (int) unmap.invokeExact(page, PAGE);
            throw unmapped == 0 ? unusable : new UnsatisfiedLinkError("a page of memory cannot be given back (munmap)");
        }
    }

    private static ByteBuffer code() {
        ByteBuffer code = ByteBuffer.allocateDirect(INSTRUCTIONS.length);
        for (int each : INSTRUCTIONS) {
            code.put((byte) each);
        }
        return code.flip();
    }
}
