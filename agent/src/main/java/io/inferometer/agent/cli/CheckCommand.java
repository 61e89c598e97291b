package io.inferometer.agent.cli;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.FamilyLoaders;
import io.inferometer.agent.premain.AgentJar;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** {@code check}: the configuration that an agent started from here with these options would have. */
final class CheckCommand {

    private final File agentJar;
    private final PrintStream out;

    CheckCommand(File agentJar, PrintStream out) {
        this.agentJar = agentJar;
        this.out = out;
    }

    /** Returns 1 when there is a mistake, else 0. */
    int run(List<String> options) {
        Config config = Config.load(options.isEmpty() ? "" : options.get(0));
        Table table = new Table("lll");
        table.add("KEY", "VALUE", "SOURCE");
        for (Config.Entry entry : config.entries()) {
            table.add(entry.key(), shown(entry), entry.source());
        }
        table.lines().forEach(out::println);

        List<String> mistakes = new ArrayList<>(config.problems());
        mistakes.addAll(new Requirements(new Families(this::family, () -> false)).missing(config));
        if (mistakes.isEmpty()) {
            return 0;
        }
        out.println();
        mistakes.forEach(mistake -> out.println("mistake: " + mistake));
        return 1;
    }

    private ClassLoader family(String name) {
        try {
            return new FamilyLoaders(AgentJar.open(agentJar)).apply(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + agentJar + ": " + e.getMessage(), e);
        }
    }

    /** A name that the agent takes from its own JVM's command line cannot be known here. */
    private static String shown(Config.Entry entry) {
        boolean isDefault = entry.source().equals("default");
        if (isDefault && entry.key().equals(Options.SERVICE_NAME.key())) {
            return "(" + Options.SERVICE_NAME.defaultText() + ")";
        }
        if (isDefault && entry.key().equals(Options.ENDPOINT_NAME.key())) {
            return "(" + Options.ENDPOINT_NAME.defaultText() + ")";
        }
        return entry.value().orElse("-");
    }
}
