package io.inferometer.agent.it.app.shapes;

import io.inferometer.annotation.Inference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Methods of every kind of class. */
class Types {

    static void all(Books books) {
        books.call("interface-default", () -> new Scoring() {}.score(2));
        books.call("interface-static", () -> Scoring.fixed());
        books.call("interface-private", () -> new Scoring() {}.viaPrivate());
        books.count("interface-caller", Books.SUCCESS);
        books.call("record-accessor", () -> new Pair("l", 2L).left());
        books.call("record-method", () -> new Pair("l", 2L).both());
        books.call("record-equals", () -> new Pair("l", 2L).equals(new Pair("l", 2L)));
        books.call("enum-constant", () -> Mode.FAST.apply(3));
        books.call("enum-method", () -> Mode.SLOW.label());
        books.call("bridge", () -> new Upper().apply("bridge"));
        UnaryOperator<String> generic = new Upper();
        books.call("bridge", () -> generic.apply("through the bridge"));
        Function<String, Object> covariant = new Covariant();
        books.call("covariant", () -> covariant.apply("4"));
        books.call("inner", () -> new Types().new Inner().twice(4));
        books.call("anonymous", () -> anonymous(5).get());
        books.call("local", () -> local(6));
        books.call("in-lambda", () -> {
            Supplier<String> lambda = () -> new Upper().join("a", "b");
            return lambda.get();
        });
        Function<String, Integer> reference = Types::length;
        books.call("method-reference", () -> reference.apply("four"));
        books.call("inherited", () -> new Child().inherited());
        books.call("overridden-in-child", () -> new Child().overridden());
    }

    interface Scoring {
        @Inference(model = "interface-default")
        default int score(int in) {
            return in * 2;
        }

        @Inference(model = "interface-static")
        static String fixed() {
            return "fixed";
        }

        @Inference(model = "interface-caller")
        default String viaPrivate() {
            return hidden();
        }

        @Inference(model = "interface-private")
        private String hidden() {
            return "hidden";
        }
    }

    record Pair(String left, long right) {
        @Override
        @Inference(model = "record-accessor")
        public String left() {
            return left;
        }

        @Inference(model = "record-method")
        String both() {
            return left + right;
        }

        @Override
        @Inference(model = "record-equals")
        public boolean equals(Object other) {
            return other instanceof Pair pair && pair.right == right;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(right);
        }
    }

    enum Mode {
        FAST {
            @Override
            @Inference(model = "enum-constant")
            int apply(int in) {
                return in + 1;
            }
        },
        SLOW {
            @Override
            int apply(int in) {
                return in;
            }
        };

        abstract int apply(int in);

        @Inference(model = "enum-method")
        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static final class Upper implements UnaryOperator<String> {
        @Override
        @Inference(model = "bridge")
        public String apply(String in) {
            return in.toUpperCase(java.util.Locale.ROOT);
        }

        @Inference(model = "in-lambda")
        String join(String a, String b) {
            return a + b;
        }
    }

    static final class Covariant implements Function<String, Object> {
        @Override
        @Inference(model = "covariant")
        public Integer apply(String in) {
            return Integer.valueOf(in);
        }
    }

    private final int factor = 2;

    final class Inner {
        @Inference(model = "inner")
        int twice(int in) {
            return in * factor;
        }
    }

    static Supplier<Integer> anonymous(int captured) {
        return new Supplier<>() {
            @Override
            @Inference(model = "anonymous")
            public Integer get() {
                return captured;
            }
        };
    }

    static int local(int captured) {
        class Local {
            @Inference(model = "local")
            int value() {
                return captured;
            }
        }
        return new Local().value();
    }

    @Inference(model = "method-reference")
    static int length(String text) {
        return text.length();
    }

    static class Parent {
        @Inference(model = "inherited")
        String inherited() {
            return getClass().getSimpleName();
        }

        @Inference(model = "overridden")
        String overridden() {
            return "parent";
        }
    }

    static final class Child extends Parent {
        @Override
        @Inference(model = "overridden-in-child")
        String overridden() {
            return "child of " + super.overridden();
        }
    }
}
