package io.inferometer.agent.config;

import io.inferometer.agent.reader.Expression;
import java.util.List;
import java.util.Optional;

/**
 * Methods that are a stage of queued requests, as the keys {@code async.accept} and so on name them: {@code
 * com.acme.Queue#submit(com.acme.Job)@id=arg0.getId()}. Immutable.
 *
 * @param className the declaring class with its package, nested classes after {@code $}
 * @param methodName the method's name
 * @param parameterTypes the parameters' type names; empty: every overload
 * @param id what identifies the request; null if it is not said
 */
public record StagePattern(String className, String methodName, Optional<List<String>> parameterTypes, Expression id) {

    private static final String ID = "@id=";

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if {@code text} is none
     */
    public static StagePattern parse(String text) {
        StagePattern pattern = parseOrNull(text);
        if (pattern == null) {
            throw new IllegalArgumentException(text.concat(": expected ").concat(ValueType.STAGES.expected()));
        }
        return pattern;
    }

    static StagePattern parseOrNull(String text) {
        int at = text.indexOf('@');
        Expression id = null;
        if (at >= 0) {
            id = text.startsWith(ID, at) ? Expression.parseOrNull(text.substring(at + ID.length())) : null;
            if (id == null || id.root() == Expression.Root.FAILURE) {
                return null;
            }
        }
        MethodPattern method = MethodPattern.parseOrNull(at < 0 ? text : text.substring(0, at));
        return method == null
                ? null
                : new StagePattern(method.className(), method.methodName(), method.parameterTypes(), id);
    }

    /** Whether {@code text} is a class and a method, and nothing else. */
    static boolean isBare(String text) {
        StagePattern pattern = parseOrNull(text);
        return pattern != null && pattern.id == null && pattern.parameterTypes.isEmpty();
    }

    /** Whether {@code text} is a pattern that a key of this type takes. */
    static boolean fits(ValueType<?> type, String text) {
        StagePattern pattern = parseOrNull(text);
        if (pattern == null) {
            return false;
        }
        if (type == ValueType.SUBMITS) {
            return pattern.id == null;
        }
        boolean isOfResult = pattern.id != null && pattern.id.root() == Expression.Root.RESULT;
        return type == ValueType.ACCEPTS
                ? pattern.id != null
                : !isOfResult && (pattern.id != null || type == ValueType.STAGES);
    }
}
