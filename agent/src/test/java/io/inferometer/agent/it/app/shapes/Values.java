package io.inferometer.agent.it.app.shapes;

import io.inferometer.annotation.Inference;
import java.util.List;
import java.util.Map;

/** Parameters and results of every type, modifiers of every kind. */
class Values {

    private int touched;

    static void all(Books books) {
        Values values = new Values();
        books.run("void", values::nothing);
        books.say("touched " + values.touched);
        books.call("boolean", () -> values.aBoolean(false));
        books.call("byte", () -> values.aByte((byte) -128));
        books.call("short", () -> values.aShort(Short.MIN_VALUE));
        books.call("char", () -> (int) values.aChar('\uFFFF'));
        books.call("int", () -> values.anInt(Integer.MIN_VALUE));
        books.call("long", () -> values.aLong(1, Long.MIN_VALUE, 2));
        books.call("float", () -> Float.floatToRawIntBits(values.aFloat(-0.0f)));
        books.call("double", () -> Double.doubleToRawLongBits(values.aDouble(1, Double.NaN, 'c')));
        Object identity = new Object();
        books.call("reference", () -> values.same(identity) == identity);
        books.call("null", () -> values.same2(null));
        int[] ints = {1, 2};
        books.call("ints", () -> values.ints(ints) == ints);
        books.call("matrix", () -> values.matrix("a", "b"));
        books.call("generic", () -> values.first(List.of("x", "y")));
        books.call("bounded", () -> values.largest(List.of(3, 9, 4)));
        books.call("static", () -> Values.sum(2, 3L));
        books.call("private", () -> values.secret());
        books.call("final", values::ultimate);
        books.call("synchronized", () -> values.locked(Thread.holdsLock(values)));
        books.call("static-synchronized", Values::lockedStatic);
        books.call("varargs", () -> values.count("a", "b", "c"));
        books.call("varargs", () -> values.count());
        books.call("many", () -> values.many((byte) 1, 2L, 'c', 4.0, (short) 5, 6f, true, "8", new int[] {9}, null));
        books.call("overwritten", () -> values.overwritten("argument", 5L));
    }

    @Inference(model = "void")
    void nothing() {
        touched++;
    }

    @Inference(model = "boolean")
    boolean aBoolean(boolean in) {
        return !in;
    }

    @Inference(model = "byte")
    byte aByte(byte in) {
        return --in;
    }

    @Inference(model = "short")
    short aShort(short in) {
        return --in;
    }

    @Inference(model = "char")
    char aChar(char in) {
        return ++in;
    }

    @Inference(model = "int")
    int anInt(int in) {
        return in - 1;
    }

    @Inference(model = "long")
    long aLong(int before, long in, int after) {
        return in + before * after;
    }

    @Inference(model = "float")
    float aFloat(float in) {
        return in;
    }

    @Inference(model = "double")
    double aDouble(long before, double in, char after) {
        return in * before + after;
    }

    @Inference(model = "reference")
    Object same(Object in) {
        return in;
    }

    @Inference(model = "null")
    Object same2(Object in) {
        return in;
    }

    @Inference(model = "ints")
    int[] ints(int[] in) {
        return in;
    }

    @Inference(model = "matrix")
    String[][] matrix(String a, String b) {
        return new String[][] {{a}, {b, a}};
    }

    @Inference(model = "generic")
    <T> Map.Entry<T, Integer> first(List<T> in) {
        return Map.entry(in.get(0), in.size());
    }

    @Inference(model = "bounded")
    <T extends Comparable<? super T>> T largest(List<? extends T> in) {
        T largest = in.get(0);
        for (T each : in) {
            largest = each.compareTo(largest) > 0 ? each : largest;
        }
        return largest;
    }

    @Inference(model = "static")
    static long sum(int a, long b) {
        return a + b;
    }

    @Inference(model = "private")
    private String secret() {
        return "secret";
    }

    @Inference(model = "final")
    final double ultimate() {
        return 0.1 + 0.2;
    }

    @Inference(model = "synchronized")
    synchronized String locked(boolean before) {
        return before + " " + Thread.holdsLock(this);
    }

    @Inference(model = "static-synchronized")
    static synchronized boolean lockedStatic() {
        return Thread.holdsLock(Values.class);
    }

    @Inference(model = "varargs")
    int count(String... in) {
        return in.length;
    }

    @Inference(model = "many")
    String many(byte a, long b, char c, double d, short e, float f, boolean g, String h, int[] i, Object j) {
        return "" + a + b + c + d + e + f + g + h + i.length + j;
    }

    /** The compiler reuses the parameters' variables; the second half of a long becomes another's first. */
    @Inference(model = "overwritten")
    String overwritten(Object a, long b) {
        a = b + 1;
        b = a.hashCode();
        {
            String inner = "x" + b;
            a = inner;
        }
        {
            double other = b / 2.0;
            a = a + " " + other;
        }
        return a.toString();
    }
}
