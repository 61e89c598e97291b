package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Jumps, exceptions and variables of every shape that a compiler makes. Each {@code case…} method takes nothing and tells what happened in it. */
@SuppressWarnings("all") // Odd on purpose.
public class FlowShapes {

    /** The first instruction is the target of a jump. */
    private static int loopFromTheStart(int n) {
        while (true) {
            if (--n < 0) {
                return n;
            }
        }
    }

    public static Object caseLoops() {
        int sum = 0;
        outer:
        for (int i = 0; ; i++) {
            for (int j = i; j < 10; j++) {
                if (j == 7) {
                    continue outer;
                }
                if (i == 5) {
                    break outer;
                }
                sum += j;
            }
        }
        do {
            sum++;
        } while (sum < 100);
        return sum + loopFromTheStart(5);
    }

    private static String tryAll(int how) {
        StringBuilder trace = new StringBuilder();
        try {
            try {
                if (how == 0) {
                    return trace.append("returned").toString();
                }
                if (how == 1) {
                    throw new IllegalStateException("one");
                }
                if (how == 2) {
                    throw new IllegalArgumentException("two");
                }
                Object o = how == 3 ? null : "x";
                trace.append(o.hashCode());
            } catch (IllegalStateException e) {
                trace.append(e.getMessage());
                throw new RuntimeException(trace.toString(), e);
            } finally {
                trace.append(" inner");
                if (how == 5) {
                    return trace + " overridden";
                }
            }
        } catch (NullPointerException | IllegalArgumentException e) {
            trace.append(" caught ").append(e.getClass().getSimpleName());
        } finally {
            trace.append(" outer");
        }
        return trace.toString();
    }

    public static Object caseExceptions() {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            try {
                seen.add(tryAll(i));
            } catch (RuntimeException e) {
                seen.add(e.getMessage() + "/" + e.getCause().getMessage());
            }
        }
        return seen;
    }

    private static final class Resource implements AutoCloseable {
        private final List<String> log;
        private final boolean fails;

        Resource(List<String> log, boolean fails) {
            this.log = log;
            this.fails = fails;
        }

        @Override
        public void close() throws Exception {
            log.add("closed");
            if (fails) {
                throw new java.io.IOException("on close");
            }
        }
    }

    public static Object caseResources() throws Exception {
        List<String> log = new ArrayList<>();
        try (Resource a = new Resource(log, false);
                Resource b = new Resource(log, true)) {
            log.add("used");
            throw new IllegalStateException("body");
        } catch (IllegalStateException e) {
            log.add(e.getMessage() + " suppressed " + Arrays.toString(e.getSuppressed()));
        }
        return log;
    }

    private static String classify(Object o) {
        if (o instanceof String s && s.length() > 3) {
            return "long " + s;
        }
        return o instanceof Integer i ? "number " + (i + 1) : String.valueOf(o);
    }

    private static int select(String word) {
        return switch (word) {
            case "one", "uno" -> 1;
            case "two" -> 2;
            case "Aa", "BB" -> {
                int n = word.length();
                yield n * 100;
            }
            default -> word.length() > 5 ? -1 : 0;
        };
    }

    private static long table(int i) {
        switch (i) {
            case 0:
            case 1:
                return 10L;
            case 2:
                i += 5;
            case 3:
                return i;
            case 1000:
                return -1L;
            default:
                return Long.MAX_VALUE;
        }
    }

    public static Object caseBranches() {
        List<Object> all = new ArrayList<>();
        for (Object o : new Object[] {"abc", "abcd", 4, null, 2.5}) {
            all.add(classify(o));
        }
        for (String word : new String[] {"one", "uno", "two", "Aa", "BB", "sesquipedalian", "x"}) {
            all.add(select(word));
        }
        for (int i : new int[] {0, 1, 2, 3, 1000, 7}) {
            all.add(table(i));
        }
        return all;
    }

    /** A new object lies uninitialised on the stack while a branch is taken. */
    private static String uninitialisedOnTheStack(boolean yes, String[] words) {
        return new StringBuilder(yes ? new String(words[0] == null ? "a" : words[0]) : "b")
                .append(yes ? new Object[] {1L, yes ? 2.0 : 3}.length : -1)
                .toString();
    }

    public static Object caseUninitialised() {
        return uninitialisedOnTheStack(true, new String[] {null})
                + uninitialisedOnTheStack(true, new String[] {"w"})
                + uninitialisedOnTheStack(false, new String[1]);
    }

    private static int factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }

    public static Object caseRecursion() {
        return factorial(10);
    }

    private static int overwritten(int argument, String text, double number) {
        argument = argument + 1;
        text = text + argument;
        Object local = text;
        number = number * 2;
        if (argument > 3) {
            long other = argument;
            local = other;
        } else {
            double other = number;
            local = other;
        }
        return local.hashCode() + text.length();
    }

    /** Parameters change their values and types of variables change with branches. */
    public static Object caseVariables() {
        return overwritten(1, "a", 1.5) + "," + overwritten(9, "b", 2.5);
    }

    public static Object caseThrown() {
        throw new UnsupportedOperationException("as it was");
    }

    public static Object caseError() {
        throw new AssertionError("as it was", new StackOverflowError("cause"));
    }

    public static Object caseStackOverflow() {
        try {
            return endless(0);
        } catch (StackOverflowError expected) {
            return "overflowed and caught";
        }
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }
}
