package io.inferometer.agent.weave;

/** Names that compilers and containers make of those in the source. */
final class GeneratedNames {

    /** Where Kotlin and Groovy put the bodies of an interface's methods, and Kotlin those of an object inside a class. */
    private static final String[] PARTS = {"$DefaultImpls", "$Companion", "$Trait$Helper"};

    private GeneratedNames() {}

    /** The method of the source: {@code score} for {@code score$}, {@code score$default} and {@code score$core}. */
    static String method(String name) {
        int end = name.indexOf('$', 1);
        return end < 0 ? name : name.substring(0, end);
    }

    /** The class of the source, without what is only a part of it. */
    static String owner(String className) {
        String name = className;
        for (String part : PARTS) {
            if (name.endsWith(part) && name.length() > part.length()) {
                name = name.substring(0, name.length() - part.length());
            }
        }
        while (name.endsWith("$") && name.length() > 1 && name.charAt(name.length() - 2) != '.') {
            name = name.substring(0, name.length() - 1);
        }
        return name;
    }

    /**
     * What a reader of the source calls the class: {@code Scorer} for {@code com.acme.Scorer$}, {@code com.acme.Scorer$Companion},
     * {@code com.acme.Outer$Scorer}, and for the anonymous class {@code com.acme.Scorer$1}.
     */
    static String simple(String className) {
        // A hidden class has its own name before a slash.
        int hidden = className.indexOf('/');
        String name = owner(hidden < 0 ? className : className.substring(0, hidden));
        name = name.substring(name.lastIndexOf('.') + 1);
        int proxy = name.indexOf("$$");
        if (proxy > 0) {
            name = name.substring(0, proxy);
        }
        for (int last = name.lastIndexOf('$'); last > 0; last = name.lastIndexOf('$')) {
            String part = withoutNumber(name.substring(last + 1));
            if (!part.isEmpty()) {
                return part;
            }
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
