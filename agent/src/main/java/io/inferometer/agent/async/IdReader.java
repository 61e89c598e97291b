package io.inferometer.agent.async;

import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Expression.Root;
import io.inferometer.agent.reader.Reader;
import java.util.function.Consumer;

/** Reads the id of a request from what its stage is called with. Called on application threads. */
public interface IdReader {

    /** When an id can be read. */
    enum When {
        /** It cannot: the stage names none. */
        NEVER,
        BEFORE,
        /** From the result of an ACCEPT. */
        AFTER
    }

    When when();

    /**
     * Returns what identifies the request; null if there is none.
     *
     * @param self the instance, null for a static method
     * @param argument the parameter, if it is read
     * @param result the result, or what its stage completed with, if it is read
     */
    Object read(Object self, Object argument, Object result) throws Throwable;

    /**
     * Returns what reads an expression.
     *
     * @param id null if the stage names none
     * @param problems told of each class that lacks a step
     */
    static IdReader of(Expression id, Consumer<String> problems) {
        return id == null ? new None() : new Read(new Reader(id, problems), id.root());
    }

    /** Of a stage that names no id. */
    record None() implements IdReader {

        @Override
        public When when() {
            return When.NEVER;
        }

        @Override
        public Object read(Object self, Object argument, Object result) {
            return null;
        }
    }

    /** Of a stage that is handed the id itself. */
    record Given() implements IdReader {

        @Override
        public When when() {
            return When.BEFORE;
        }

        @Override
        public Object read(Object self, Object argument, Object result) {
            return argument;
        }
    }

    /** Runs the steps of an expression. */
    record Read(Reader reader, Root root) implements IdReader {

        @Override
        public When when() {
            return root == Root.RESULT ? When.AFTER : When.BEFORE;
        }

        @Override
        public Object read(Object self, Object argument, Object result) throws Throwable {
            Object from = switch (root) {
                case THIS -> self;
                case ARGUMENT -> argument;
                case RESULT, FAILURE -> result;
            };
            return from == null ? null : reader.value(from);
        }
    }
}
