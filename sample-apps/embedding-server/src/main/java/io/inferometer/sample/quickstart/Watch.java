package io.inferometer.sample.quickstart;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows the agent's and the receiver's books every half second, or every two without a terminal, until it is ended. */
final class Watch {

    private static final String HEADER = String.format(
            "%-50s %12s %9s %9s %9s %7s %9s", "model", "count", "rate/s", "p50 ms", "p99 ms", "errors", "in flight");

    private final String agent;
    private final String receiver;
    private final boolean terminal;

    /** @param terminal rewrites the same lines instead of adding new ones */
    Watch(String agent, String receiver, boolean terminal) {
        this.agent = agent;
        this.receiver = receiver;
        this.terminal = terminal;
    }

    void run() throws InterruptedException {
        int shown = 0;
        while (true) {
            String picture;
            try {
                AgentBooks books = AgentBooks.of(Documents.get(agent + "/api/snapshot"));
                ReceiverBooks received = ReceiverBooks.of(Documents.get(receiver + "/received?items=1"));
                picture = terminal ? table(books, received) : lines(books, received);
            } catch (IOException e) {
                picture = "no figures at the moment: " + e + "\n";
            }
            System.out.print(terminal ? inPlaceOf(shown, picture) : picture);
            System.out.flush();
            shown = (int) picture.lines().count();
            Thread.sleep(terminal ? 500 : 2000);
        }
    }

    /** ECMA-48: cursor up, erase to the end of the screen; DECAWM off, so that a line too long stays one line. */
    private static String inPlaceOf(int lines, String picture) {
        return (lines > 0 ? "\033[" + lines + "A\033[J" : "") + "\033[?7l" + picture + "\033[?7h";
    }

    static String table(AgentBooks books, ReceiverBooks received) {
        StringBuilder table = new StringBuilder(HEADER).append('\n');
        for (AgentBooks.Model model : books.models()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-50s %,12d %9.1f %9.3f %9.3f %,7d %9d%n",
                    model.name(),
                    model.count(),
                    model.ratePerSecond(),
                    model.p50Millis(),
                    model.p99Millis(),
                    model.errors(),
                    model.inFlight()));
        }
        return table.append(accepted(received)).append('\n').toString();
    }

    static String lines(AgentBooks books, ReceiverBooks received) {
        StringBuilder lines = new StringBuilder();
        for (AgentBooks.Model model : books.models()) {
            lines.append(String.format(
                    Locale.ROOT,
                    "%s: count %d, %.1f/s, p50 %.3f ms, p99 %.3f ms, errors %d; %s%n",
                    model.name(),
                    model.count(),
                    model.ratePerSecond(),
                    model.p50Millis(),
                    model.p99Millis(),
                    model.errors(),
                    accepted(received)));
        }
        return lines.isEmpty() ? "no model was called yet\n" : lines.toString();
    }

    private static String accepted(ReceiverBooks received) {
        String accounts = Stream.of(
                        account("BatchPutMetrics", received.metrics()),
                        account("SendHeartbeat", received.heartbeats()),
                        account("PutMetricData", received.data()),
                        account("PutLogEvents", received.events()))
                .filter(account -> !account.isEmpty())
                .collect(Collectors.joining(", "));
        return "receiver accepted: " + (accounts.isEmpty() ? "nothing yet" : accounts);
    }

    private static String account(String operation, ReceiverBooks.Account account) {
        if (account.accepted() + account.refused() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s %d (%,d invocations%s)",
                operation,
                account.accepted(),
                account.invocations(),
                account.refused() == 0 ? "" : ", " + account.refused() + " refused");
    }
}
