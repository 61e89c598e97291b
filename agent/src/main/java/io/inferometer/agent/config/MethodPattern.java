package io.inferometer.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Methods to measure that carry no annotation, as the key {@code methods} names them: {@code com.acme.Scorer#score},
 * {@code com.acme.Ranker#rank(java.util.List,int)}, either followed by {@code @model-name}. Immutable.
 *
 * @param className the declaring class with its package, nested classes after {@code $}
 * @param methodName the method's name
 * @param parameterTypes the parameters' type names as Java source has them ({@code int}, {@code java.lang.String[]});
 *     empty: every overload
 * @param modelName the model that its calls belong to; empty: the simple name of the class
 */
public record MethodPattern(
        String className, String methodName, Optional<List<String>> parameterTypes, Optional<String> modelName) {

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when {@code text} is none
     */
    public static MethodPattern parse(String text) {
        MethodPattern pattern = parseOrNull(text);
        if (pattern == null) {
            throw new IllegalArgumentException(text.concat(": expected ").concat(ValueType.METHODS.expected()));
        }
        return pattern;
    }

    static MethodPattern parseOrNull(String text) {
        int at = text.indexOf('@');
        String method = at < 0 ? text : text.substring(0, at);
        String model = at < 0 ? null : text.substring(at + 1).trim();
        int open = method.indexOf('(');
        List<String> types = open < 0 ? null : parseTypes(method.substring(open).trim());
        String name = (open < 0 ? method : method.substring(0, open)).trim();
        int hash = name.indexOf('#');
        if (hash < 0 || (open >= 0 && types == null) || (model != null && model.isEmpty())) {
            return null;
        }
        String className = name.substring(0, hash);
        String methodName = name.substring(hash + 1);
        if (!ItemSyntax.isClassName(className) || !ItemSyntax.isIdentifier(methodName)) {
            return null;
        }
        return new MethodPattern(className, methodName, Optional.ofNullable(types), Optional.ofNullable(model));
    }

    /** The types in {@code (a.B,int[])}, or null when a parenthesis or a name is wrong. */
    private static List<String> parseTypes(String text) {
        if (!text.endsWith(")")) {
            return null;
        }
        String inside = text.substring(1, text.length() - 1).trim();
        List<String> types = new ArrayList<>();
        int start = 0;
        while (!inside.isEmpty() && start <= inside.length()) {
            int comma = inside.indexOf(',', start);
            int end = comma < 0 ? inside.length() : comma;
            String type = inside.substring(start, end).trim();
            if (!ItemSyntax.isTypeName(type)) {
                return null;
            }
            types.add(type.replace(" ", ""));
            start = end + 1;
        }
        return List.copyOf(types);
    }
}
