package io.inferometer.agent.async;

/** The argument is the id; one that is an exception is thrown where it is read. */
record ArgumentId() implements IdReader {

    @Override
    public When when() {
        return When.BEFORE;
    }

    @Override
    public Object read(Object self, Object argument, Object result) {
        if (argument instanceof RuntimeException failing) {
            throw failing;
        }
        return argument;
    }
}
