package io.inferometer.receiver.demo;

/** An application that does nothing until it is ended. */
public final class Waiting {

    private Waiting() {}

    /** Waits. */
    public static void main(String[] args) throws InterruptedException {
        Thread.currentThread().join();
    }
}
