package io.inferometer.agent.reader;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs the steps of one {@link Expression}. The application waits meanwhile: where they run code of its own, methods or collections, the
 * first {@value #WATCHED} readings are timed, and one that takes long is read no more, which is said once. Thread-safe.
 */
public final class Reader {

    private static final int WATCHED = 1_000;

    /** A reading this long is one of a method that waits for something, whatever else the machine does. */
    private static final long TOO_LONG_NANOS = 1_000_000_000;

    /** So long may the machine, or a garbage collection, make it once or twice: of all threads that are reading then. */
    private static final long LONG_NANOS = 100_000_000;

    private static final int MAX_LONG = 3;

    private static final int UNWATCHED = 0;
    private static final int REFUSED = -1;

    private final Expression expression;
    private final Consumer<String> problems;
    private final ReaderStep[] steps;

    /** How many more readings are timed; {@link #REFUSED} for good once nothing is read any more. */
    private final AtomicInteger state = new AtomicInteger(UNWATCHED);

    private int longTimes;
    private long endOfLongTime;

    /** Whether it was said that what is read is of no use. Racy: twice does no harm. */
    private volatile boolean isUseless;

    /** @param problems told once of each class that lacks a step, on the application's thread */
    public Reader(Expression expression, Consumer<String> problems) {
        this.expression = expression;
        this.problems = problems;
        List<Expression.Step> declared = expression.steps();
        steps = new ReaderStep[declared.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new ReaderStep(declared.get(i), expression, problems);
            if (declared.get(i).isMethod() || declared.get(i).isFirst()) {
                state.set(WATCHED);
            }
        }
    }

    /**
     * What the last step answers; the root itself if there is none.
     *
     * @return null also when a value on the way is null, or lacks its step
     * @throws Throwable what a method of the application throws
     */
    public Object value(Object root) throws Throwable {
        int now = state.get();
        if (now == UNWATCHED) {
            return read(root);
        }
        if (now == REFUSED) {
            return null;
        }
        long from = System.nanoTime();
        try {
            return read(root);
        } finally {
            took(from, System.nanoTime());
        }
    }

    private void took(long from, long to) {
        long nanos = to - from;
        if (nanos < LONG_NANOS) {
            int now = state.get();
            if (now > 0) {
                // Where another thread was quicker, one reading more is timed.
                state.compareAndSet(now, now - 1);
            }
            return;
        }
        boolean isTooMuch = longTimes(from, to) >= MAX_LONG || nanos >= TOO_LONG_NANOS;
        if (isTooMuch && state.getAndSet(REFUSED) != REFUSED) {
            problems.accept(expression + ": took " + nanos / 1_000_000 + " ms, and is not read any more");
        }
    }

    /** How many times readings have taken long: those of several threads at one time are once. */
    private synchronized int longTimes(long from, long to) {
        if (longTimes == 0 || from - endOfLongTime >= 0) {
            longTimes++;
            endOfLongTime = to;
        }
        return longTimes;
    }

    private Object read(Object root) throws Throwable {
        Object value = root;
        for (int i = 0; i < steps.length && value != null; i++) {
            value = steps[i].value(value);
        }
        return value;
    }

    /**
     * What the last step answers as a number, or what it holds when it is a collection, a map or an array.
     *
     * @return {@link Values#UNKNOWN} when it is none of them
     * @throws Throwable what a method of the application throws
     */
    public long number(Object root) throws Throwable {
        int now = state.get();
        if (now == UNWATCHED) {
            return readNumber(root);
        }
        if (now == REFUSED) {
            return Values.UNKNOWN;
        }
        long from = System.nanoTime();
        try {
            return readNumber(root);
        } finally {
            took(from, System.nanoTime());
        }
    }

    private long readNumber(Object root) throws Throwable {
        int last = steps.length - 1;
        Object value = root;
        for (int i = 0; i < last && value != null; i++) {
            value = steps[i].value(value);
        }
        if (value == null) {
            return Values.UNKNOWN;
        }
        return last < 0 ? counted(value) : steps[last].number(value, this);
    }

    private long counted(Object value) {
        long number = Values.number(value);
        if (number == Values.UNKNOWN && value != null) {
            useless(value, "neither a number nor something that holds a number of things");
        }
        return number;
    }

    /** Says once of a value that was wanted as a name that it is none. */
    public void noName(Object value) {
        // An empty text, or the version 0, is none today.
        boolean isNone = value instanceof CharSequence || value instanceof Number;
        if (!isNone && !Optional.empty().equals(value)) {
            useless(value, "no name, which a text, a number, an enum constant, a path or a time is");
        }
    }

    private void useless(Object value, String what) {
        if (!isUseless && !(value instanceof Number) && !Optional.empty().equals(value)) {
            isUseless = true;
            problems.accept(expression + ": an object of " + value.getClass().getName() + " is " + what);
        }
    }

    /**
     * Whether what the last step answers is true, a number other than 0, or an object.
     *
     * @return null when a value on the way is null, or lacks its step
     * @throws Throwable what a method of the application throws
     */
    public Boolean truth(Object root) throws Throwable {
        int now = state.get();
        if (now == UNWATCHED) {
            return readTruth(root);
        }
        if (now == REFUSED) {
            return null;
        }
        long from = System.nanoTime();
        try {
            return readTruth(root);
        } finally {
            took(from, System.nanoTime());
        }
    }

    private Boolean readTruth(Object root) throws Throwable {
        int last = steps.length - 1;
        Object value = root;
        for (int i = 0; i < last && value != null; i++) {
            value = steps[i].value(value);
        }
        return (value == null || last < 0) ? null : steps[last].truth(value);
    }

    /** One step, and what is known of the classes that it was taken from. */
    private static final class ReaderStep {

        private static final MethodType VALUE = MethodType.methodType(Object.class, Object.class);
        private static final MethodType NUMBER = MethodType.methodType(long.class, Object.class);

        /** The step as taken from one class; {@code number} only where it answers a primitive. */
        private record Handles(MethodHandle value, MethodHandle number, boolean isThere) {}

        private final Expression.Step step;
        private final boolean isFirst;
        private final Expression whole;
        private final Consumer<String> problems;

        private final ClassValue<Handles> handles = new ClassValue<>() {
            @Override
            protected Handles computeValue(Class<?> type) {
                return resolve(type);
            }
        };

        ReaderStep(Expression.Step step, Expression whole, Consumer<String> problems) {
            this.step = step;
            this.isFirst = step.isFirst();
            this.whole = whole;
            this.problems = problems;
        }

        Object value(Object from) throws Throwable {
            if (isFirst) {
                return Values.first(from);
            }
            return (Object) handles.get(from.getClass()).value.invokeExact(from);
        }

        long number(Object from, Reader reader) throws Throwable {
            if (isFirst) {
                return Values.firstNumber(from);
            }
            Handles found = handles.get(from.getClass());
            return found.number != null
                    ? (long) found.number.invokeExact(from)
                    : reader.counted((Object) found.value.invokeExact(from));
        }

        /** Boxes nothing but truth values, of which there are two. */
        Boolean truth(Object from) throws Throwable {
            if (isFirst) {
                return Values.first(from) != null;
            }
            Handles found = handles.get(from.getClass());
            if (found.number != null) {
                return (long) found.number.invokeExact(from) != 0;
            }
            if (!found.isThere) {
                return null;
            }
            Object value = (Object) found.value.invokeExact(from);
            return value instanceof Boolean known ? known : Boolean.valueOf(value != null);
        }

        private Handles resolve(Class<?> type) {
            MethodHandle found = Access.find(type, step);
            if (found == null) {
                problems.accept(whole + ": " + type.getName() + " has no " + (step.isMethod() ? "method " : "field ")
                        + step + " that can be read");
                return new Handles(MethodHandles.empty(VALUE), null, false);
            }
            Class<?> answer = found.type().returnType();
            boolean isNumber = answer.isPrimitive() && answer != boolean.class;
            return new Handles(
                    found.asType(VALUE), isNumber ? MethodHandles.explicitCastArguments(found, NUMBER) : null, true);
        }
    }
}
