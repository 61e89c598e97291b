package io.inferometer.agent.delivery;

import io.inferometer.agent.premain.AgentJar;
import io.inferometer.agent.premain.Archive;
import io.inferometer.agent.premain.NestedJarLoader;
import io.inferometer.exporter.api.MissingSettingException;
import java.io.IOException;
import java.util.function.Function;

/** Makes loaders of the families in the agent's jar. Thread-safe. */
public final class FamilyLoaders implements Function<String, ClassLoader> {

    private final AgentJar jar;

    public FamilyLoaders(AgentJar jar) {
        this.jar = jar;
    }

    /** @throws MissingSettingException if this jar lacks the family, or was overwritten: neither changes before the next start */
    @Override
    public ClassLoader apply(String family) {
        try {
            Archive archive = jar.archive("exporters/" + family);
            if (archive == null) {
                throw new MissingSettingException(jar.file() + " has no exporters of the family " + family
                        + ": use inferometer-agent.jar, or leave them out of exporters");
            }
            return new NestedJarLoader("inferometer-" + family, FamilyLoaders.class.getClassLoader(), archive);
        } catch (IOException e) {
            throw new MissingSettingException(e.getMessage());
        }
    }
}
