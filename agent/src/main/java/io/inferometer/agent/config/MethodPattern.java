package io.inferometer.agent.config;

import io.inferometer.agent.reader.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Methods to measure that carry no annotation, as the key {@code methods} names them: {@code com.acme.Scorer#score},
 * {@code com.acme.Ranker#rank(java.util.List,int)}, either followed by {@code @model-name}, or by what is read of each call, such
 * as {@code @model=arg0.getName()@batch=arg1.size()}. Immutable.
 *
 * @param className the declaring class with its package, nested classes after {@code $}
 * @param methodName the method's name
 * @param parameterTypes the parameters' type names as Java source has them ({@code int}, {@code java.lang.String[]});
 *     empty: every overload
 * @param modelName the model that its calls belong to; empty: the simple name of the class
 * @param readings what is read of a call, by {@link #READINGS}
 */
public record MethodPattern(
        String className,
        String methodName,
        Optional<List<String>> parameterTypes,
        Optional<String> modelName,
        Map<String, Expression> readings) {

    /** What can be read of a call. */
    public static final List<String> READINGS = List.of("model", "version", "batch", "input-tokens", "output-tokens");

    /** What can be said besides, of the methods of a library: what its models are known by. */
    private static final String INSTANCE = "instance";

    /** Those that are read when a call begins. */
    private static final List<String> AT_BEGIN = List.of("model", "version");

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
        MethodPattern pattern = parseOrNull(text, false);
        return pattern == null || pattern.readings.containsKey(INSTANCE) ? null : pattern;
    }

    /**
     * Reads a method of a library, of which {@code instance} may be read, too; null when {@code text} is none.
     *
     * @param isLoad whether it returns a loaded model, of which its name may be read
     */
    static MethodPattern parseOrNull(String text, boolean isLoad) {
        int at = text.indexOf('@');
        String method = at < 0 ? text : text.substring(0, at);
        Map<String, Expression> readings = new LinkedHashMap<>();
        String model = null;
        for (int from = at + 1; from > 0; ) {
            int end = nextReading(text, from);
            String part = text.substring(from, end < 0 ? text.length() : end).trim();
            from = end + 1;
            if (isReading(part)) {
                if (!addReading(part, isLoad, readings)) {
                    return null;
                }
            } else if (model == null) {
                model = part;
            } else {
                return null;
            }
        }
        int open = method.indexOf('(');
        List<String> types = open < 0 ? null : parseTypes(method.substring(open).trim());
        String name = (open < 0 ? method : method.substring(0, open)).trim();
        int hash = name.indexOf('#');
        boolean isNamedTwice = model != null && readings.containsKey("model");
        if (hash < 0 || (open >= 0 && types == null) || (model != null && model.isEmpty()) || isNamedTwice) {
            return null;
        }
        String className = name.substring(0, hash);
        String methodName = name.substring(hash + 1);
        if (!ItemSyntax.isClassName(className) || !ItemSyntax.isMethodName(methodName)) {
            return null;
        }
        return new MethodPattern(
                className, methodName, Optional.ofNullable(types), Optional.ofNullable(model), readings);
    }

    /** The place of the next {@code @} that begins a reading, as a model's name may hold one, too; −1 when there is none. */
    private static int nextReading(String text, int from) {
        for (int at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
            if (isReading(text.substring(at + 1))) {
                return at;
            }
        }
        return -1;
    }

    /** Whether it begins as a reading does: also one whose key is misspelt is no name. */
    private static boolean isReading(String part) {
        int equals = part.indexOf('=');
        String key = equals < 0 ? "" : part.substring(0, equals).trim();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if ((c < 'a' || c > 'z') && c != '-') {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private static boolean addReading(String part, boolean isLoad, Map<String, Expression> readings) {
        int equals = part.indexOf('=');
        String key = part.substring(0, equals).trim();
        Expression expression = Expression.parseOrNull(part.substring(equals + 1));
        boolean isKnown = READINGS.contains(key) || key.equals(INSTANCE);
        if (expression == null || !isKnown || readings.containsKey(key)) {
            return false;
        }
        boolean isLate = expression.root() == Expression.Root.RESULT || expression.root() == Expression.Root.FAILURE;
        boolean isOfBegin = AT_BEGIN.contains(key) || key.equals(INSTANCE);
        if (isLate && isOfBegin && !isLoad) {
            return false;
        }
        readings.put(key, expression);
        return true;
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
