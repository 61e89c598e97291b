package io.inferometer.agent.nativecode;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodType;

/**
 * Whether the agent may call native code: as the option {@code native-access} says, and never so that the JVM warns. Java 22
 * restricts {@code java.lang.foreign} (JEP 454) and Java 24 {@code System.load}, by which JNA begins (JEP 472): unless native access is
 * enabled for a module, its first use prints a warning, later releases will refuse. All code on class paths, the application's and the
 * agent's, is one module in this. Thread-safe.
 */
public final class NativeAccess {

    /** No native code of the agent's choosing runs. */
    public static final String NEVER = "never";

    /** Native code runs where the JVM allows it without a warning. */
    public static final String GRANTED = "granted";

    /** The agent enables native access where the JVM has not. */
    public static final String GRANT = "grant";

    private static final int RESTRICTS_FOREIGN = 22;
    private static final int RESTRICTS_LOADING = 24;
    private static final int RELEASE = Runtime.version().feature();

    private final String rule;
    private final Instrumentation jvm;

    /**
     * @param rule one of the three
     * @param jvm what opens {@code java.lang} to the agent, for {@link #GRANT}
     */
    public NativeAccess(String rule, Instrumentation jvm) {
        this.rule = rule;
        this.jvm = jvm;
    }

    /** A rule that lets nothing through. */
    public static NativeAccess never() {
        return new NativeAccess(NEVER, null);
    }

    /**
     * Whether functions may be called now, by the best means that this JDK has. Where not, it may be later: the application's own first
     * restricted call, of which the JVM warns, enables native access for all class paths.
     */
    public boolean allowsCalls() {
        return RELEASE >= RESTRICTS_FOREIGN ? allows() : !rule.equals(NEVER);
    }

    /** Whether JNA may be used now, whose library is loaded the usual way. */
    public boolean allowsLoading() {
        return RELEASE >= RESTRICTS_LOADING ? allows() : !rule.equals(NEVER);
    }

    /**
     * Whether functions may be linked by {@link BaseLinker}, now or later. The JVM always allows that to {@code java.base} without a warning, so
     * there is nothing to grant: only {@link #NEVER} forbids it.
     */
    public boolean allowsBase() {
        return !rule.equals(NEVER);
    }

    /** Says what to do about a refusal. */
    public String remedy() {
        return rule.equals(NEVER)
                ? "native-access=never keeps them away"
                : "this JVM does not allow native code: start it with --enable-native-access=ALL-UNNAMED, or set"
                        + " native-access=grant";
    }

    private boolean allows() {
        return !rule.equals(NEVER) && (isEnabled() || (rule.equals(GRANT) && grant()));
    }

    private static boolean isEnabled() {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(NativeAccess.class.getModule());
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /**
     * As {@code --enable-native-access=ALL-UNNAMED} would have: it cannot be had for less than all class paths.
     *
     * @return whether it is enabled now
     */
    private boolean grant() {
        try {
            OpenedBase.lookup(jvm, Module.class)
                    .findStatic(
                            Module.class, "implAddEnableNativeAccessToAllUnnamed", MethodType.methodType(void.class))
                    .invokeExact();
        } catch (Throwable impossible) {
            return failed(impossible);
        }
        return isEnabled();
    }

    /** A JVM without this way stays as it is; what ends threads or lacks memory is passed on. */
    private static boolean failed(Throwable impossible) {
        if (impossible instanceof VirtualMachineError error) {
            throw error;
        }
        return false;
    }
}
