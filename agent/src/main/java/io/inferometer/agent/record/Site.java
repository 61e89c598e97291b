package io.inferometer.agent.record;

/**
 * One instrumented method. Its {@link #enter} and {@link #exit}, bound to it, become the method's constant call sites. They
 * throw nothing but what the JVM throws at any instruction, which the instrumented method's handlers keep from the
 * application.
 */
public interface Site {

    /**
     * Before the method's body.
     *
     * @param self the instance, null for a static method
     * @return what {@link #exit} needs to know of this call; null when it is not measured
     */
    Object enter(Object self);

    /**
     * After the method's body, however it was left.
     *
     * @param call what {@link #enter} answered, on the same thread
     * @param self as above
     * @param argument the argument that the declaration asked for, else null
     * @param result the result if it is a reference and there is one, else null
     * @param failure what the method threw, else null
     */
    void exit(Object call, Object self, Object argument, Object result, Throwable failure);

    /** In the place of both, at the start of a method with which the application reports a value of its own. */
    default void put(String name, double value, long step) {}

    /** Turns measuring of calls that begin from now on on or off. Any thread. */
    void setEnabled(boolean enabled);
}
