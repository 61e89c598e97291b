package io.inferometer.agent.weave;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** Types and methods of every shape that a compiler makes. Each {@code case…} method takes nothing and tells what happened in it. */
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
