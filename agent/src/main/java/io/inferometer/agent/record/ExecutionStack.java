package io.inferometer.agent.record;

/**
 * The current thread's stack, and whether there is enough of it left to do something that must not stop halfway: a queue between
 * whose two writes the stack ended would stand still forever. What .NET calls {@code EnsureSufficientExecutionStack}; Java can only
 * try.
 */
public final class ExecutionStack {

    /**
     * 4 KiB where the JIT compiler has made this method's frames as small as they get, 16 bytes, in a quarter of a microsecond; 10
     * to 25 KiB before. The deepest of what is guarded by it, a fold, takes 2.6 KiB before it is compiled.
     */
    private static final int FRAMES = 256;

    /** 16 to 40 KiB before the JIT compiler has made frames smaller. The smallest stacks of threads leave little more. */
    private static final int FRAMES_OF_FIRST_USE = 400;

    private ExecutionStack() {}

    /**
     * Does nothing if there are some kilobytes left.
     *
     * @throws StackOverflowError otherwise, while nothing has been done yet
     */
    public static void ensureSufficient() {
        descend(FRAMES);
    }

    /**
     * Does nothing if there is as much left as loading and initialising classes takes.
     *
     * @throws StackOverflowError otherwise. Were it thrown later, by the initialisation of a class, that class would be unusable for the life of
     *     its loader (JVMS 5.5)
     */
    public static void ensureForFirstUse() {
        descend(FRAMES_OF_FIRST_USE);
    }

    private static int descend(int frames) {
        return frames == 0 ? 0 : descend(frames - 1) + 1;
    }
}
