package io.inferometer.agent.record;

/** Reads one value of a call that has ended, in what the application made of it. Called on application threads. */
public interface ValueReader {

    /** What cannot be told. */
    long UNKNOWN = Long.MIN_VALUE;

    /**
     * {@link #UNKNOWN} when it cannot be told. What makes no sense, such as another negative number, is left out, and counted as such.
     *
     * @param self the instance, null for a static method
     * @param argument the argument that is read; an array of them where there are several; else null
     * @param number the argument that is read if it is one primitive, as an integer; else 0
     * @param result what the method returned, or what its stage completed with; null for none
     * @param failure what it threw, else null
     */
    long read(Object self, Object argument, long number, Object result, Throwable failure) throws Throwable;
}
