package io.inferometer.agent;

import io.inferometer.agent.log.Log;
import io.inferometer.agent.premain.AgentJar;
import io.inferometer.agent.premain.Archive;
import io.inferometer.agent.premain.NestedJarLoader;
import java.io.IOException;

/** Makes class loaders of what calls native code, each on first use: most JVMs need none. The slim jar has neither. Thread-safe. */
final class NativeLoaders {

    private static final String JNA = "natives/jna";
    private static final String OSHI = "natives/oshi";

    private final AgentJar jar;

    NativeLoaders(AgentJar jar) {
        this.jar = jar;
    }

    /** Returns a loader of JNA, over nothing but the JDK; null if this jar has none. */
    ClassLoader jna() {
        return loader("inferometer-jna", null, JNA);
    }

    /** Returns a loader of OSHI's part for macOS and Windows, with JNA, over the agent's own; null if this jar has none. */
    ClassLoader oshi() {
        return loader("inferometer-oshi", NativeLoaders.class.getClassLoader(), OSHI, JNA);
    }

    private ClassLoader loader(String name, ClassLoader above, String... parts) {
        Archive[] archives = new Archive[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                archives[i] = jar.archive(parts[i]);
                if (archives[i] == null) {
                    return null;
                }
            }
        } catch (IOException overwritten) {
            Log.warnOnce(name, overwritten.getMessage());
            return null;
        }
        return new NestedJarLoader(name, above, archives);
    }
}
