package io.inferometer.agent.record;

/**
 * One instrumented method. Its {@link #enter} and {@link #exit}, bound to it, become the method's constant call sites. They
 * throw nothing but what the JVM throws at any instruction, which the instrumented method's handlers keep from the
 * application.
 */
public interface Site {

    /**
     * Before the body of a method of whose arguments nothing tells the model.
     *
     * @param self the instance, null for a static method
     * @return what {@link #exit} needs to know of this call; null when it is not measured
     */
    Object enter(Object self);

    /**
     * Before the body of a method whose arguments tell the model.
     *
     * @param argument what the model is read of; an array where that is several arguments
     */
    default Object enter(Object self, Object argument) {
        return enter(self);
    }

    /**
     * After the method's body, however it was left.
     *
     * @param call what {@link #enter} answered, on the same thread
     * @param self as above
     * @param argument the argument that is read; an array of them where there are several; else null
     * @param result the result if it is a reference, or if it is read, and there is one; else null
     * @param failure what the method threw, else null
     */
    void exit(Object call, Object self, Object argument, Object result, Throwable failure);

    /**
     * The same where one argument is read that is a primitive.
     *
     * @param number that argument, as an integer
     */
    default void exit(Object call, Object self, long number, Object result, Throwable failure) {
        exit(call, self, null, result, failure);
    }

    /** In the place of both, at the start of a method with which the application reports a value of its own. */
    default void put(String name, double value, long step) {}

    /** In the place of all these, at the end of a constructor of what holds something native. */
    default void handle(Object self) {}
}
