package io.inferometer.agent.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code top}: each second, what each model of one JVM does. */
final class TopCommand {

    private static final long REFRESH_MILLIS = 1_000;

    private final PrintStream out;

    TopCommand(PrintStream out) {
        this.out = out;
    }

    /** Returns when {@code once} has been printed, or the thread is interrupted; Ctrl-C ends the JVM. */
    void run(long pid, boolean once) throws Failure {
        try (AgentConnection agent = AgentConnection.open(pid)
                .orElseThrow(() -> Failure.because(
                        "process " + pid + " does not carry the agent, or it is disabled; attach puts it there",
                        null))) {
            show(agent, pid, once);
        } catch (IOException e) {
            throw Failure.because("process " + pid + " does not answer any more: " + e.getMessage(), e);
        }
    }

    private void show(AgentConnection agent, long pid, boolean once) throws IOException {
        String title = "process " + pid + "   agent " + agent.version() + "   " + agent.httpAddress();
        Screen screen = Screen.open(out, !once);
        try {
            do {
                screen.draw(view(title, agent.notices(), agent.models()));
            } while (!once && Pause.millis(REFRESH_MILLIS));
        } finally {
            screen.close();
        }
    }

    private static List<String> view(String title, List<String> notices, List<ModelReading> models) {
        Table table = new Table("llrrrrrrr");
        table.add("MODEL", "LIBRARY", "RATE/S", "IN FLIGHT", "P50", "P90", "P99", "MAX", "ERRORS");
        List<ModelReading> sorted = new ArrayList<>(models);
        sorted.sort(Comparator.comparing(ModelReading::count).reversed().thenComparing(ModelReading::model));
        for (ModelReading model : sorted) {
            table.add(model.cells());
        }
        List<String> lines = new ArrayList<>();
        lines.add(Printable.text(title));
        notices.forEach(notice -> lines.add(Printable.text(notice)));
        lines.add("");
        lines.addAll(models.isEmpty() ? List.of("no model has been called yet") : table.lines());
        lines.add("");
        return lines;
    }
}
