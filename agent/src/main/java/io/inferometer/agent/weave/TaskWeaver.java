package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.premain.OwnPermissions;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Weaves the classes of tasks when the first one is submitted: which they are is not known before. Called on the thread that submits. Thread-safe.
 */
final class TaskWeaver implements ClassFileTransformer, Predicate<Class<?>> {

    /** What runs tasks: woven in the classes that are given to {@link #test} alone. */
    static final Library TASKS = Library.of(
            Library.TASKS,
            List.of(
                    Target.stage(Types.subtypeOf(Runnable.class.getName()), "run", Target.Role.PROCESS, null)
                            .withParameters(),
                    Target.stage(Types.subtypeOf(Callable.class.getName()), "call", Target.Role.PROCESS, null)
                            .withParameters()));

    private final Instrumentation instrumentation;
    private final Sites sites;
    private final Weaver weaver;
    private final Set<Class<?>> wanted = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Set<Class<?>> woven = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    TaskWeaver(Instrumentation instrumentation, Sites sites) {
        this.instrumentation = instrumentation;
        this.sites = sites;
        this.weaver = new Weaver(sites, BootClass.INTERNAL_NAME);
        instrumentation.addTransformer(this, true);
    }

    /**
     * Instruments {@code run} and {@code call} of a class, wherever it has them from, unless that is done. What cannot be instrumented is
     * reported.
     *
     * @return whether tasks of this class are measured
     */
    @Override
    public boolean test(Class<?> type) {
        PrivilegedAction<Boolean> action = () -> weave(type);
        return OwnPermissions.areLimited() ? OwnPermissions.run(action) : action.run();
    }

    private boolean weave(Class<?> type) {
        try {
            Set<Class<?>> declaring = new HashSet<>();
            if (Runnable.class.isAssignableFrom(type)) {
                declaring.add(type.getMethod("run").getDeclaringClass());
            }
            if (Callable.class.isAssignableFrom(type)) {
                declaring.add(type.getMethod("call").getDeclaringClass());
            }
            for (Class<?> each : declaring) {
                String obstacle = obstacle(each);
                if (!obstacle.isEmpty()) {
                    sites.notMeasured().add("a submitted task of " + named(type), obstacle);
                    return false;
                }
            }
            // Threads that submit the first ones together weave them together: none goes on before they are.
            declaring.removeAll(woven);
            if (!declaring.isEmpty()) {
                wanted.addAll(declaring);
                instrumentation.retransformClasses(declaring.toArray(new Class<?>[0]));
            }
            return woven.containsAll(declaring);
        } catch (Throwable failure) {
            sites.notMeasured().add("a submitted task of " + type.getName(), failure);
            return false;
        }
    }

    /** Of a lambda, what it implements: its own name is made up. */
    private static String named(Class<?> type) {
        return (type.isHidden() && type.getInterfaces().length > 0 ? type.getInterfaces()[0] : type).getName();
    }

    private String obstacle(Class<?> declaring) {
        if (declaring.isHidden()) {
            return "lambdas are replaced where they implement Runnable or Callable and nothing else; submit such a one, or an"
                    + " object of a class";
        }
        ClassLoader loader = declaring.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return declaring.getName() + " is of the JDK, whose classes are not instrumented; submit what it runs";
        }
        return instrumentation.isModifiableClass(declaring) ? "" : declaring.getName() + " cannot be instrumented";
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] file) {
        if (type == null || !wanted.contains(type)) {
            return null;
        }
        try {
            byte[] result = weaver.weave(loader, file, List.of(TASKS), false, Heritage.NONE);
            if (result != null) {
                woven.add(type);
            }
            return result;
        } catch (Throwable failure) {
            sites.notMeasured().add(type.getName(), failure);
            return null;
        }
    }
}
