package io.inferometer.agent.record;

/** Answers which model a call is an inference of. Called on application threads: fast, without locks. */
public interface ModelFinder {

    /**
     * @param self the instance the method was called on, null for a static method
     * @param argument what the model is read of, as at {@link Site#enter(Object, Object)}; else null
     * @return never null
     */
    Model find(Object self, Object argument);
}
