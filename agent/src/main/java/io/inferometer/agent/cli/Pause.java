package io.inferometer.agent.cli;

/** Waits between two looks at another JVM. */
final class Pause {

    private Pause() {}

    /** False when the thread was interrupted, which stays set: the command ends. */
    static boolean millis(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
