package io.inferometer.agent.library;

import io.inferometer.agent.reader.Expression;
import java.util.List;

/**
 * How a library's models get their names where a call does not tell.
 *
 * @param embedded the name that an instance carries itself, read of {@code this}; null when it has none. It may be expensive:
 *     read only if the user has renamed models, and of an instance that was not seen being loaded
 * @param version the version that an instance carries itself, read of {@code this}; null when it has none. A number that is not positive,
 *     or as large as can be, is none
 * @param plumbing how the names of classes begin that load models for others: the one to name a model after is further out
 */
public record Naming(Expression embedded, Expression version, List<String> plumbing) {

    public static final Naming NONE = new Naming(null, null, List.of());

    public Naming {
        plumbing = List.copyOf(plumbing);
    }

    /** @param embedded an expression, or empty */
    static Naming of(String embedded, String... plumbing) {
        return new Naming(embedded.isEmpty() ? null : Expression.parse(embedded), null, List.of(plumbing));
    }

    /** @param expression read of {@code this} */
    Naming withVersion(String expression) {
        return new Naming(embedded, Expression.parse(expression), plumbing);
    }

    /** Whether code of this class loads models for others. */
    public boolean isPlumbing(String className) {
        for (String beginning : plumbing) {
            if (className.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
