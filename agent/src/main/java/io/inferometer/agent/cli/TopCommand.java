package io.inferometer.agent.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code top}: each second, what each model of one JVM does. */
final class TopCommand {

    private static final long REFRESH_MILLIS = 1_000;

    private final PrintStream out;
    private Map<String, Long> counts = new HashMap<>();
    private long countsNanos;

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
        view(title, agent.models()); // The first look gives the counts that rates begin at.
        Screen screen = Screen.open(out, !once);
        try {
            while (Pause.millis(REFRESH_MILLIS)) {
                screen.draw(view(title, agent.models()));
                if (once) {
                    return;
                }
            }
        } finally {
            screen.close();
        }
    }

    private List<String> view(String title, List<ModelReading> models) {
        long now = System.nanoTime();
        double seconds = (now - countsNanos) / 1e9;
        Map<String, Long> latest = new HashMap<>();
        Table table = new Table("llrrrrrrr");
        table.add("MODEL", "LIBRARY", "RATE/S", "IN FLIGHT", "P50", "P90", "P99", "MAX", "ERRORS");
        List<ModelReading> sorted = new ArrayList<>(models);
        sorted.sort(Comparator.comparing(ModelReading::count).reversed().thenComparing(ModelReading::model));
        for (ModelReading model : sorted) {
            String identity = model.library() + "/" + model.model();
            Long before = counts.get(identity);
            latest.put(identity, model.count());
            table.add(model.cells(before == null ? -1 : Math.max(0, model.count() - before) / seconds));
        }
        counts = latest;
        countsNanos = now;
        List<String> lines = new ArrayList<>(List.of(title, ""));
        lines.addAll(models.isEmpty() ? List.of("no model has been called yet") : table.lines());
        lines.add("");
        return lines;
    }
}
