package io.inferometer.agent.log;

/** Main class of a fresh JVM that logs to the file named, or to standard error. */
public final class LoggingMain {

    private LoggingMain() {}

    public static void main(String[] arguments) {
        Log.configure("info", arguments.length == 0 ? "" : arguments[0]);
        Log.info("dashboard");
    }
}
