package io.inferometer.agent;

import io.inferometer.agent.config.AppliedOptions;
import io.inferometer.agent.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Answers the command that attached, through the JVM's agent properties: they are kept apart from the application's system
 * properties, and the attach API reads them over the connection that is open already. The JDK has no public way to set them, so
 * {@link Instrumentation#redefineModule} exports their package to this loader's unnamed module alone.
 */
final class AttachAnswer {

    private static final String PACKAGE = "jdk.internal.vm";

    private AttachAnswer() {}

    /** A JVM that keeps no such properties leaves the command without an answer. */
    static void give(AppliedOptions result, Instrumentation instrumentation) {
        try {
            Set<Module> own = Set.of(AttachAnswer.class.getModule());
            instrumentation.redefineModule(
                    Object.class.getModule(), Set.of(), Map.of(PACKAGE, own), Map.of(), Set.of(), Map.of());
            Properties properties = (Properties) Class.forName(PACKAGE + ".VMSupport")
                    .getMethod("getAgentProperties")
                    .invoke(null);
            properties.setProperty(AppliedOptions.PROPERTY, result.text());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            Log.debug("attach gets no answer", failure);
        }
    }
}
