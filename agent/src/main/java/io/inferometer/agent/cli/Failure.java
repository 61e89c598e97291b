package io.inferometer.agent.cli;

/** A command cannot be done. The message is the one line that the user sees. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static Failure because(String message, Throwable cause) {
        return new Failure(1, message, cause);
    }

    static Failure usage(String message) {
        return new Failure(2, message + "; --help shows the usage", null);
    }

    int exitCode() {
        return exitCode;
    }
}
