package io.inferometer.agent.record;

/**
 * 128 bytes ahead of fields that one thread writes at every call. The garbage collector may put any two objects side by side: were
 * the fields of two threads in one line of their processors' caches, or in two that are fetched together, each write would wait for
 * the other thread's processor. Ints, for these leave no gap that the JVM would fill with fields of subclasses, whatever the size of an
 * object's header.
 */
@SuppressWarnings("unused")
abstract class CacheLines {

    private int a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    private int b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
}
