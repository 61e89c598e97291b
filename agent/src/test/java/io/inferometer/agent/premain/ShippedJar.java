package io.inferometer.agent.premain;

import io.inferometer.agent.it.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The exporters as they are shipped, for tests in this JVM. */
public final class ShippedJar {

    private ShippedJar() {}

    /** Loads a family of exporters from the agent's jar; the agent's own classes are those of the test. */
    public static ClassLoader family(String family) {
        try {
            AgentJar jar = AgentJar.open(ForkedJvm.AGENT.toFile());
            return new NestedJarLoader(family, ShippedJar.class.getClassLoader(), jar.archive("exporters/" + family));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
