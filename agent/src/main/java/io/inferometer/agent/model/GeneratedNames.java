package io.inferometer.agent.model;

/** Names that compilers and containers make of those in the source. */
public final class GeneratedNames {

    /** Where Kotlin and Groovy put the bodies of an interface's methods, and Kotlin those of an object inside a class. */
    private static final String[] PARTS = {"$DefaultImpls", "$Companion", "$Trait$Helper"};

    private GeneratedNames() {}

    /** The method of the source: {@code score} for {@code score$}, {@code score$default}, {@code score$core} and {@code score-impl}. */
    public static String method(String name) {
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '$' || c == '-') {
                return name.substring(0, i);
            }
        }
        return name;
    }

    /** The class of the source, without what is only a part of it. */
    public static String owner(String className) {
        String name = className;
        for (String part : PARTS) {
            if (name.endsWith(part) && name.length() > part.length()) {
                name = name.substring(0, name.length() - part.length());
            }
        }
        // Scala's copies for primitives.
        int specialized = name.endsWith("$sp") ? name.lastIndexOf("$mc") : -1;
        if (specialized > 0) {
            name = name.substring(0, specialized);
        }
        while (name.endsWith("$") && name.length() > 1 && name.charAt(name.length() - 2) != '.') {
            name = name.substring(0, name.length() - 1);
        }
        return name;
    }

    /**
     * What a reader of the source calls the class: {@code Scorer} for {@code com.acme.Scorer$}, {@code com.acme.Scorer$Companion},
     * {@code com.acme.Outer$Scorer}, and for the anonymous class {@code com.acme.Scorer$1}.
     *
     * @param isObject whether it is one of Scala's objects, whose classes end in a sign that the source does not have
     */
    public static String simple(String className, boolean isObject) {
        return simple(className, isObject, false);
    }

    /** The same of a class that code runs in: of an anonymous one inside a function, as Kotlin's suspending lambdas are, the class around that. */
    static String running(String className) {
        return simple(className, true, true);
    }

    private static String simple(String className, boolean isObject, boolean withoutFunctions) {
        String owner = owner(className);
        // Java's classes may end in the sign themselves.
        boolean keepsSign = !isObject
                && owner.length() < className.length()
                && className.startsWith(owner + "$")
                && className.substring(owner.length()).chars().allMatch(c -> c == '$');
        String name = owner.substring(owner.lastIndexOf('.') + 1);
        int proxy = name.indexOf("$$");
        if (proxy > 0) {
            name = name.substring(0, proxy);
        }
        return innermost(name, withoutFunctions).concat(keepsSign ? className.substring(owner.length()) : "");
    }

    private static String innermost(String nested, boolean withoutFunctions) {
        String name = nested;
        boolean isAnonymous = false;
        for (int last = name.lastIndexOf('$'); last > 0; last = name.lastIndexOf('$')) {
            String part = withoutNumber(name.substring(last + 1));
            // Kotlin puts the function that has an anonymous class between the two.
            boolean isFunction =
                    withoutFunctions && isAnonymous && !part.isEmpty() && Character.isLowerCase(part.charAt(0));
            if (!part.isEmpty() && !isFunction) {
                return part;
            }
            isAnonymous = true;
            name = name.substring(0, last);
        }
        return name;
    }

    /** A local class has a number before its name, an anonymous one instead of it. */
    private static String withoutNumber(String part) {
        int start = 0;
        while (start < part.length() && Character.isDigit(part.charAt(start))) {
            start++;
        }
        return part.substring(start);
    }
}
