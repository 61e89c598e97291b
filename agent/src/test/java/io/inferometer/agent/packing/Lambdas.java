package io.inferometer.agent.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Lambdas and method references of every kind, each of which has a word in the answer. */
public final class Lambdas implements Supplier<String> {

    private final String text;

    public Lambdas() {
        this("text");
    }

    private Lambdas(String text) {
        this.text = text;
    }

    /** A body that lies in an interface. */
    interface Named {
        default Supplier<String> name() {
            return () -> ownName() + "!";
        }

        String ownName();

        static Supplier<String> fixed() {
            return () -> "fixed";
        }
    }

    /** A constructor of a class inside, which is private. */
    private static final class Inner {
        private final int size;

        private Inner(int size) {
            this.size = size;
        }

        private String tell() {
            Supplier<String> inside = () -> "inner" + size;
            return inside.get();
        }
    }

    private String own(int times) {
        return text.repeat(times);
    }

    private static long twice(int value) {
        return 2L * value;
    }

    @Override
    public String get() {
        List<String> words = new ArrayList<>();
        byte small = 3;
        long large = 1L << 40;
        double part = 0.25;
        Supplier<String> captured = () -> text + small + large + part + words.size();
        words.add(captured.get());
        IntFunction<String> bound = this::own;
        words.add(bound.apply(2));
        Function<String, Integer> unbound = String::length;
        words.add(unbound.apply("four").toString());
        ToIntFunction<String> unboxed = Integer::valueOf;
        words.add(String.valueOf(unboxed.applyAsInt("12")));
        IntToLongFunction fixed = Lambdas::twice;
        words.add(String.valueOf(fixed.applyAsLong(4)));
        Function<Integer, Long> boxed = Lambdas::twice;
        words.add(String.valueOf(boxed.apply(5)));
        ToDoubleFunction<Integer> wider = Integer::intValue;
        words.add(String.valueOf(wider.applyAsDouble(6)));
        DoubleSupplier fromInt = words::size;
        words.add(String.valueOf(fromInt.getAsDouble()));
        Consumer<String> dropped = words::add;
        dropped.accept("dropped");
        LongBinaryOperator sum = Long::sum;
        words.add(String.valueOf(sum.applyAsLong(large, 1)));
        BinaryOperator<Integer> most = Math::max;
        words.add(String.valueOf(most.apply(7, 8)));
        BiFunction<String, Integer, Character> letter = String::charAt;
        words.add(letter.apply("abc", 1).toString());
        IntFunction<Inner> made = Inner::new;
        words.add(made.apply(9).tell());
        Function<String, Lambdas> ours = Lambdas::new;
        words.add(ours.apply("other").own(1));
        IntFunction<String[]> array = String[]::new;
        words.add(String.valueOf(array.apply(3).length));
        Named named = () -> "named";
        words.add(named.name().get());
        words.add(Named.fixed().get());
        Supplier<Supplier<String>> nested = () -> () -> text + "nested";
        words.add(nested.get().get());
        words.add(String.valueOf(Lambdas.once() == Lambdas.once()));
        Runnable nothing = words::clear;
        String all = String.join(" ", words);
        nothing.run();
        return all + words.size();
    }

    private static Runnable once() {
        return () -> {};
    }
}
