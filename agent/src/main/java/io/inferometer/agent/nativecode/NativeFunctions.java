package io.inferometer.agent.nativecode;

/** The functions of one native library, on systems whose pointers have 64 bits. Not thread-safe. */
public interface NativeFunctions {

    /** Whether the library has a function of this name: those of newer releases may be missing. */
    boolean has(String function);

    /**
     * Calls a function that returns a C {@code int}; always with the same types of arguments.
     *
     * @param arguments each an {@code Integer} (a C {@code int}), a {@code Long} (64 bits: a number, or a pointer that native code
     *     gave) or a direct {@code ByteBuffer}, whose first byte is pointed to
     * @throws LinkageError if the library has no such function
     */
    int call(String function, Object... arguments);
}
