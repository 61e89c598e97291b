package io.inferometer.agent.async;

import io.inferometer.agent.reader.Access;
import io.inferometer.agent.thread.Task;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/**
 * Asks a static method of the application how many workers are ready: once a second, on a thread of its own, for it may hang. As a
 * supplier it answers NaN while that is not known. Thread-safe.
 */
public final class ReadyMethod implements Task, DoubleSupplier {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final String className;
    private final String methodName;
    private MethodHandle method;
    private volatile boolean isAsking;
    private volatile long askedNanos;
    private volatile double answer = Double.NaN;
    private volatile String problem = "";

    public ReadyMethod(String className, String methodName) {
        this.className = className;
        this.methodName = methodName;
    }

    @Override
    public boolean turn() {
        askedNanos = System.nanoTime();
        isAsking = true;
        double latest = ask();
        boolean isLate = System.nanoTime() - askedNanos > SECOND_NANOS;
        if (isLate) {
            problem = "takes longer than a second";
        }
        answer = isLate ? Double.NaN : latest;
        isAsking = false;
        LockSupport.parkNanos(this, askedNanos + SECOND_NANOS - System.nanoTime());
        return true;
    }

    private double ask() {
        try {
            if (method == null) {
                method = Access.findStatic(className, methodName);
            }
            if (method != null) {
                return number((Object) method.invokeExact());
            }
        } catch (NoSuchMethodException absent) {
            problem = "is no static method without parameters";
        } catch (Throwable failure) {
            problem = "failed: " + failure.getClass().getName();
        }
        return Double.NaN;
    }

    private double number(Object count) {
        if (count instanceof Number number) {
            return number.doubleValue();
        }
        if (count instanceof Boolean ready) {
            return ready ? 1 : 0;
        }
        problem = "answers neither a number nor a boolean";
        return Double.NaN;
    }

    @Override
    public double getAsDouble() {
        return isAsking && System.nanoTime() - askedNanos > SECOND_NANOS ? Double.NaN : answer;
    }

    /** What is wrong with the method, completing a sentence that begins with its name; empty if nothing was. */
    public String problem() {
        return isAsking && System.nanoTime() - askedNanos > SECOND_NANOS ? "does not return" : problem;
    }
}
