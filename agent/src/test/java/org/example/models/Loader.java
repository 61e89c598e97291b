package org.example.models;

import java.util.function.Supplier;

/** A class of an application that loads models, for whoever is named after it. */
public final class Loader {

    private Loader() {}

    public static <T> T load(Supplier<T> how) {
        return how.get();
    }

    /** Loads in a class without a name. */
    public static <T> T anonymously(Supplier<T> how) {
        return new Supplier<T>() {
            @Override
            public T get() {
                return how.get();
            }
        }.get();
    }

    /** Loads for others. */
    public static final class Plumbing {
        private Plumbing() {}

        public static <T> T load(Supplier<T> how) {
            return how.get();
        }
    }
}
