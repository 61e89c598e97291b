package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** Code of every shape that a compiler makes. Each {@code case…} method takes nothing and tells what happened in it. */
@SuppressWarnings("all") // Odd on purpose.
public class Shapes {

    private int state;

    interface Greeter {
        String name();

        default String greet(String word) {
            return help(word, name());
        }

        private String help(String word, String name) {
            return word + " " + name;
        }

        static Greeter of(String name) {
            return () -> name;
        }
    }

    enum Operation {
        PLUS {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        TIMES {
            @Override
            int apply(int a, int b) {
                return a * b;
            }
        };

        abstract int apply(int a, int b);
    }

    record Point(int x, long y, double z) implements Comparable<Point> {
        @Override
        public int compareTo(Point other) {
            return Comparator.comparingInt(Point::x).thenComparingLong(Point::y).compare(this, other);
        }

        Point plus(Point other) {
            return new Point(x + other.x, y + other.y, z + other.z);
        }
    }

    abstract static class Base<T> {
        abstract T make(T seed);

        T twice(T seed) {
            return make(make(seed));
        }
    }

    static class Doubling extends Base<String> {
        @Override
        String make(String seed) {
            return seed + seed;
        }
    }

    class Inner {
        int bump() {
            return ++state;
        }
    }

    private static boolean bool(int i) {
        return (i & 1) == 0;
    }

    private static byte narrow(long i) {
        return (byte) i;
    }

    private static char letter(int i) {
        return (char) ('a' + i);
    }

    private static short little(int i) {
        return (short) i;
    }

    private static float real(double d) {
        return (float) d;
    }

    private static double wide(long a, double b, int c, long[] d, double... e) {
        double sum = a + b + c;
        for (long each : d) {
            sum += each;
        }
        for (double each : e) {
            sum += each;
        }
        return sum;
    }

    private static void nothing() {}

    private static int[][] grid(int n) {
        int[][] grid = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i == j) {
                    continue;
                }
                grid[i][j] = i * j;
            }
        }
        return grid;
    }

    public static Object casePrimitives() {
        nothing();
        return List.of(
                bool(3),
                narrow(300),
                letter(2),
                little(70000),
                real(1.5),
                wide(1, 2.5, 3, new long[] {4, 5}, 6, 7),
                grid(3).length);
    }

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

    private synchronized int locked(int n) {
        synchronized (Shapes.class) {
            if (n > 3) {
                return n;
            }
            state += n;
        }
        return state;
    }

    public static Object caseMonitors() {
        Shapes shapes = new Shapes();
        int result = shapes.locked(1) + shapes.locked(2) + shapes.locked(5);
        return result + " " + Thread.holdsLock(shapes) + Thread.holdsLock(Shapes.class);
    }

    private static int factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }

    public static Object caseRecursion() {
        return factorial(10);
    }

    public static Object caseLambdas() throws Exception {
        int[] captured = {0};
        Supplier<Integer> counter = () -> ++captured[0];
        Function<String, Integer> length = String::length;
        Callable<String> call = new Callable<>() {
            @Override
            public String call() {
                return "anonymous" + counter.get();
            }
        };
        return call.call()
                + counter.get()
                + length.apply("four")
                + Greeter.of("you").greet("hello");
    }

    public static Object caseClasses() {
        Shapes outer = new Shapes();
        Inner inner = outer.new Inner();
        Map<Point, String> points = new TreeMap<>();
        points.put(new Point(2, 1, 0.5), "b");
        points.put(new Point(1, 9, 0.5).plus(new Point(0, 1, 1)), "a");
        return inner.bump()
                + inner.bump()
                + new Doubling().twice("ab")
                + Operation.PLUS.apply(2, 3)
                + Operation.valueOf("TIMES").apply(2, 3)
                + points;
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

    private static <T extends Comparable<T>> T greatest(List<? extends T> all) {
        T best = null;
        for (T each : all) {
            if (best == null || each.compareTo(best) > 0) {
                best = each;
            }
        }
        return best;
    }

    public static Object caseGenerics() {
        return greatest(List.of(3, 9, 4)) + greatest(List.of("a", "c", "b"));
    }

    public static Object caseNull() {
        return null;
    }
}
