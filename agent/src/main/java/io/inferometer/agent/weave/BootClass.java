package io.inferometer.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Defines {@code java.lang.InferenceDispatch}, by public API only: {@link Instrumentation#redefineModule} opens {@code
 * java.lang} to this loader's unnamed module and to no other, {@link MethodHandles#privateLookupIn} then lends a lookup that
 * may define a class there. Appending a jar to the boot class path instead makes HotSpot print a warning about class sharing at
 * every start.
 */
public final class BootClass {

    static final String INTERNAL_NAME = "java/lang/InferenceDispatch";

    private static final String RESOURCE = "/boot/java/lang/InferenceDispatch.class";

    private static Instrumentation instrumentation;
    private static Linker linker;
    private static volatile boolean installed;

    private BootClass() {}

    /** What the JVM gave the agent. */
    static synchronized Instrumentation instrumentation() {
        return instrumentation;
    }

    /** Says who will link call sites, once there are any. Called once, before the first class is woven. */
    public static synchronized void prepare(Instrumentation access, Sites sites) {
        instrumentation = access;
        linker = new Linker(sites);
    }

    /**
     * Defines the class unless it is there.
     *
     * @throws IllegalStateException when this JVM does not let us, or another copy of the agent has done so
     */
    public static void require() {
        if (!installed) {
            install();
        }
    }

    private static synchronized void install() {
        if (installed) {
            return;
        }
        try {
            Module own = BootClass.class.getModule();
            instrumentation.redefineModule(
                    Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", Set.of(own)), Set.of(), Map.of());
            MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(bytes());
            if (!DispatchAccess.install(linker)) {
                throw new IllegalStateException("another copy of the agent links call sites");
            }
            installed = true;
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            throw new IllegalStateException("java.lang.InferenceDispatch cannot be defined: " + e, e);
        }
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = BootClass.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException(RESOURCE + " is missing from the agent's jar");
            }
            return in.readAllBytes();
        }
    }
}
