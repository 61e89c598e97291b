package io.inferometer.receiver;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** The command. */
public final class Main {
    private static final int RUNNING = -1;
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        int status = run(System.out, System.err, arguments);
        if (status != RUNNING) {
            System.exit(status);
        }
        // All of the receiver's threads are daemons.
        new CountDownLatch(1).await();
    }

    private static int run(PrintStream out, PrintStream err, String... arguments) {
        ReceiverOptions options;
        try {
            Arguments parsed = Arguments.parse(arguments);
            if (parsed.help()) {
                out.print(Arguments.HELP);
                return DONE;
            }
            options = parsed.options();
        } catch (IllegalArgumentException e) {
            err.println("receiver: " + e.getMessage());
            return WRONG_USAGE;
        }
        try {
            out.println("receiver listens on " + Receiver.start(options).address());
            return RUNNING;
        } catch (IOException e) {
            err.println("receiver: cannot listen on loopback port " + options.port() + ": " + e.getMessage()
                    + "; --port 0 picks a free one");
            return FAILED;
        }
    }
}
