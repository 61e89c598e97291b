package io.inferometer.agent.library;

/** Types as Java source writes them, without generics, and as the JVM does (JVMS §4.3.2). */
public final class TypeNames {

    private TypeNames() {}

    /** The descriptor of a type such as {@code int}, {@code java.util.List} or {@code double[]}. */
    public static String descriptor(String type) {
        if (type.endsWith("[]")) {
            return "[".concat(descriptor(type.substring(0, type.length() - 2)));
        }
        return switch (type) {
            case "boolean" -> "Z";
            case "byte" -> "B";
            case "char" -> "C";
            case "short" -> "S";
            case "int" -> "I";
            case "long" -> "J";
            case "float" -> "F";
            case "double" -> "D";
            default -> "L".concat(type.replace('.', '/')).concat(";");
        };
    }
}
