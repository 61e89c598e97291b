package io.inferometer.agent.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * What is read of a call: a root and up to five steps, each a field, a method without parameters, with parentheses, or the first of
 * what an array, a collection or a map holds.
 * Immutable.
 *
 * @param root where reading begins
 * @param argument the index of the parameter for {@link Root#ARGUMENT}, else −1
 * @param steps from the root on
 */
public record Expression(Root root, int argument, List<Step> steps) {

    /** What every mistake is answered with. */
    public static final String EXPECTED =
            "this, result, failure or arg0, arg1, …, then up to five steps such as .name, .getName() or [0]";

    private static final int MAX_STEPS = 5;

    private static final String FIRST = "[0]";

    /** The JVM's limit of parameters (JVMS §4.3.3). */
    private static final int MAX_ARGUMENT = 254;

    /** Where reading begins. */
    public enum Root {
        /** The object the method was called on. */
        THIS,
        ARGUMENT,
        /** What the method returned; null when it threw. */
        RESULT,
        /** What the method threw; null when it returned. */
        FAILURE
    }

    /**
     * One step.
     *
     * @param name of a field, or of a method; {@code [0]} for the first of several
     * @param isMethod whether it is a method
     */
    public record Step(String name, boolean isMethod) {

        /** Whether it is the first of what an array, a collection or the values of a map hold. */
        public boolean isFirst() {
            return name.equals(FIRST);
        }

        @Override
        public String toString() {
            return isMethod ? name.concat("()") : name;
        }
    }

    public Expression {
        steps = List.copyOf(steps);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when {@code text} is none
     */
    public static Expression parse(String text) {
        Expression expression = parseOrNull(text);
        if (expression == null) {
            throw new IllegalArgumentException(text.concat(": expected ").concat(EXPECTED));
        }
        return expression;
    }

    /** Reads an expression; null when {@code text} is none. */
    public static Expression parseOrNull(String text) {
        String rest = text.trim();
        int dot = rest.indexOf('.');
        String part = (dot < 0 ? rest : rest.substring(0, dot)).trim();
        String root = withoutFirst(part);
        List<Step> steps = new ArrayList<>();
        addFirst(part.length() - root.length(), steps);
        while (dot >= 0) {
            rest = rest.substring(dot + 1);
            dot = rest.indexOf('.');
            part = (dot < 0 ? rest : rest.substring(0, dot)).trim();
            String name = withoutFirst(part);
            Step step = step(name);
            if (step == null) {
                return null;
            }
            steps.add(step);
            addFirst(part.length() - name.length(), steps);
        }
        if (steps.size() > MAX_STEPS) {
            return null;
        }
        return switch (root) {
            case "this" -> new Expression(Root.THIS, -1, steps);
            case "result" -> new Expression(Root.RESULT, -1, steps);
            case "failure" -> new Expression(Root.FAILURE, -1, steps);
            default -> {
                int argument = argument(root);
                yield argument < 0 ? null : new Expression(Root.ARGUMENT, argument, steps);
            }
        };
    }

    private static String withoutFirst(String part) {
        String left = part;
        while (left.endsWith(FIRST)) {
            left = left.substring(0, left.length() - FIRST.length());
        }
        return left;
    }

    private static void addFirst(int characters, List<Step> steps) {
        for (int i = 0; i < characters; i += FIRST.length()) {
            steps.add(new Step(FIRST, false));
        }
    }

    private static int argument(String root) {
        if (!root.startsWith("arg") || root.length() < 4 || root.length() > 6) {
            return -1;
        }
        int number = 0;
        for (int i = 3; i < root.length(); i++) {
            int digit = root.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= MAX_ARGUMENT ? number : -1;
    }

    private static Step step(String text) {
        boolean isMethod = text.endsWith("()");
        String name = isMethod ? text.substring(0, text.length() - 2).trim() : text;
        if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
            return null;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                return null;
            }
        }
        return new Step(name, isMethod);
    }

    /** As it is written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (root) {
            case THIS -> text.append("this");
            case RESULT -> text.append("result");
            case FAILURE -> text.append("failure");
            case ARGUMENT -> text.append("arg").append(argument);
        }
        for (Step step : steps) {
            text.append(step.isFirst() ? "" : ".").append(step);
        }
        return text.toString();
    }
}
