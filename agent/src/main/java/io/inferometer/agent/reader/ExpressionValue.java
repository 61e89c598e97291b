package io.inferometer.agent.reader;

import io.inferometer.agent.reader.Expression.Root;
import io.inferometer.agent.record.ValueReader;

/**
 * Reads a number by an {@link Expression} when a call has ended.
 *
 * @param reader runs its steps
 * @param root where they begin
 * @param place of the argument where several are read, else −1
 * @param isNumber whether the argument is one primitive, which is all there is to read
 */
public record ExpressionValue(Reader reader, Root root, int place, boolean isNumber) implements ValueReader {

    @Override
    public long read(Object self, Object argument, long number, Object result, Throwable failure) throws Throwable {
        if (isNumber) {
            return number;
        }
        Object from = root(self, argument, result, failure);
        return from == null ? UNKNOWN : reader.number(from);
    }

    private Object root(Object self, Object argument, Object result, Throwable failure) {
        return switch (root) {
            case THIS -> self;
            case ARGUMENT -> place < 0 ? argument : ((Object[]) argument)[place];
            case RESULT -> result;
            case FAILURE -> failure;
        };
    }
}
