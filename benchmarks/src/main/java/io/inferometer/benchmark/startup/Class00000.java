package io.inferometer.benchmark.startup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An ordinary class of an application, to be copied under other names of the same length. */
@SuppressWarnings("unused") // Loaded and never called.
class Class00000 implements Comparable<Class00000> {

    private final String name;
    private final Map<String, List<Integer>> orders = new HashMap<>();
    private volatile long changed;
    private double price;

    Class00000(String name) {
        this.name = name;
    }

    String getName() {
        return name;
    }

    double getPrice() {
        return price;
    }

    void setPrice(double price) {
        if (price < 0) {
            throw new IllegalArgumentException("the price is negative: " + price);
        }
        this.price = price;
        changed = System.nanoTime();
    }

    void order(String customer, int pieces) {
        orders.computeIfAbsent(customer, key -> new ArrayList<>()).add(pieces);
    }

    int total(Function<Integer, Integer> discount) {
        int sum = 0;
        for (List<Integer> each : orders.values()) {
            for (int pieces : each) {
                sum += discount.apply(pieces);
            }
        }
        return sum;
    }

    @Override
    public int compareTo(Class00000 other) {
        return Double.compare(price, other.price);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Class00000 that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + " at " + price + ", changed " + changed;
    }
}
