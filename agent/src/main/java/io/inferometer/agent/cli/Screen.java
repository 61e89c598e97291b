package io.inferometer.agent.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;

/** Where {@code top} draws: over the last view in a terminal, below it anywhere else. Thread-safe, as Ctrl-C closes it from a thread of its own. */
final class Screen {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K\n";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final boolean terminal;
    private boolean left;

    private Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Takes the terminal, if {@code wholeTerminal} and there is one; it is given back even on Ctrl-C. */
    static Screen open(PrintStream out, boolean wholeTerminal) {
        Screen screen = new Screen(out, wholeTerminal && isTerminal());
        if (screen.terminal) {
            Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "inferometer-terminal"));
            out.print(ENTER);
        }
        return screen;
    }

    synchronized void draw(List<String> lines) {
        if (left) {
            return;
        }
        StringBuilder view = new StringBuilder(terminal ? HOME : "");
        for (String line : lines) {
            view.append(line).append(terminal ? CLEAR_LINE : System.lineSeparator());
        }
        out.print(view.append(terminal ? CLEAR_BELOW : ""));
        out.flush();
    }

    /** Gives the terminal back; nothing is drawn after that. */
    synchronized void close() {
        if (terminal && !left) {
            out.print(LEAVE);
            out.flush();
        }
        left = true;
    }

    /** Since JDK 22 a console exists without a terminal too, and tells by {@code isTerminal} (JDK-8308591). */
    @SuppressWarnings("SystemConsoleNull") // The null of older JDKs is asked for, isTerminal answers for newer ones.
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // Before JDK 22 a console is a terminal.
        } catch (ReflectiveOperationException e) {
            return false; // Plain lines are right everywhere.
        }
    }
}
