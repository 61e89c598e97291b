package io.inferometer.agent.cli;

import io.inferometer.agent.redaction.Redaction;
import java.io.PrintStream;

/** Where a command prints: secrets are masked in every text. Thread-safe. */
final class RedactedOutput extends PrintStream {

    private final PrintStream target;

    RedactedOutput(PrintStream target) {
        super(target, true);
        this.target = target;
    }

    @Override
    public void print(String text) {
        target.print(Redaction.of(String.valueOf(text)));
    }

    @Override
    public void print(Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void println(String text) {
        target.println(Redaction.of(String.valueOf(text)));
    }

    @Override
    public void println(Object value) {
        println(String.valueOf(value));
    }
}
