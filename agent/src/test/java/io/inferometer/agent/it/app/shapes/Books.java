package io.inferometer.agent.it.app.shapes;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/** The application's own record of what it called. */
final class Books {

    static final String SUCCESS = "success";
    static final String CLIENT_ERROR = "client_error";
    static final String SERVER_ERROR = "server_error";
    static final String CANCELLED = "cancelled";

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    /** A procedure that may throw anything. */
    interface Procedure {
        void run() throws Throwable;
    }

    /** A function that may throw anything. */
    interface Call {
        Object call() throws Throwable;
    }

    Books() {
        for (String outcome : new String[] {SUCCESS, CLIENT_ERROR, SERVER_ERROR, CANCELLED}) {
            counts.put(outcome, new TreeMap<>());
        }
    }

    void run(String model, Procedure call) {
        call(model, () -> {
            call.run();
            return "done";
        });
    }

    /** Calls, prints the result or the exception with its innermost frames in this package, and counts. */
    void call(String model, Call call) {
        String outcome = SUCCESS;
        String result;
        try {
            result = text(call.call());
        } catch (Throwable failure) {
            outcome = failure instanceof IllegalArgumentException
                    ? CLIENT_ERROR
                    : failure instanceof CancellationException ? CANCELLED : SERVER_ERROR;
            result = "throws " + failure + frames(failure);
        }
        System.out.println(model + ": " + result);
        count(model, outcome);
    }

    void count(String model, String outcome) {
        counts.get(outcome).merge(model, 1L, Long::sum);
    }

    void say(String line) {
        System.out.println(line);
    }

    void close() {
        counts.forEach((outcome, models) -> System.out.println("books " + outcome + " " + models));
    }

    private static String text(Object value) {
        String array = Arrays.deepToString(new Object[] {value});
        return array.substring(1, array.length() - 1);
    }

    private static String frames(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith(Books.class.getPackageName()) && text.length() < 400) {
                text.append(" < ").append(frame);
            }
        }
        return text.toString();
    }
}
