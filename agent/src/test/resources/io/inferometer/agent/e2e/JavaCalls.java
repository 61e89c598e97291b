package application;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.function.DoubleUnaryOperator;

/** What javac makes of one method of a source, and classes that are defined without a name. Each method is called ten times. */
public class JavaCalls {

    static class Plain {
        @Inference
        double score(double x) {
            return 2 * x;
        }

        @Inference(model = "named")
        static double named(double x) {
            return 2 * x;
        }
    }

    static class Price$ {
        @Inference
        double price(double x) {
            return 2 * x;
        }
    }

    static class Base {
        @Inference
        double score(double x) {
            return 2 * x;
        }
    }

    static class Derived extends Base {
        @Override
        @Inference
        double score(double x) {
            return super.score(x) + 1;
        }
    }

    static class FurtherDerived extends Derived {
        @Override
        @Inference
        double score(double x) {
            return super.score(x) + 1;
        }
    }

    static class Parent {
        @Inference
        Number best(double x) {
            return x;
        }
    }

    static class Child extends Parent {
        @Override
        @Inference
        Double best(double x) {
            return 2 * x;
        }
    }

    static class Template<A> {
        @Inference
        double predict(A input) {
            return 1;
        }
    }

    static class Words extends Template<String> {
        @Override
        @Inference
        double predict(String input) {
            return super.predict(input) + 1;
        }
    }

    interface Ranker {
        @Inference
        default double rank(double x) {
            return 2 * x;
        }
    }

    static class Unchanged implements Ranker {
        @Override
        public double rank(double x) {
            return Ranker.super.rank(x);
        }
    }

    static class Reranked implements Ranker {
        @Override
        @Inference
        public double rank(double x) {
            return Ranker.super.rank(x) + 1;
        }
    }

    static class Hidden {
        @Inference
        public double visible(double x) {
            return 2 * x;
        }
    }

    /** Gets a bridge for the method of a class that others cannot see. */
    public static class Visible extends Hidden {}

    public static class Rules implements DoubleUnaryOperator {
        @Override
        @Inference
        public double applyAsDouble(double x) {
            return 2 * x;
        }
    }

    private static final class Nameless extends ClassLoader {
        Nameless() {
            super(JavaCalls.class.getClassLoader());
        }

        DoubleUnaryOperator define(byte[] file) throws ReflectiveOperationException {
            return made(defineClass(null, file, 0, file.length));
        }
    }

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        class Local {
            @Inference
            double score(double x) {
                return 2 * x;
            }
        }
        tenTimes(new Plain()::score);
        tenTimes(Plain::named);
        tenTimes(new Price$()::price);
        tenTimes(new Local()::score);
        tenTimes(new Base()::score);
        tenTimes(x -> new Derived().score(x) - 1);
        tenTimes(x -> new FurtherDerived().score(x) - 2);
        Parent parent = new Child();
        tenTimes(x -> parent.best(x).doubleValue());
        Template<String> template = new Words();
        tenTimes(x -> template.predict("") * x);
        tenTimes(new Ranker() {}::rank);
        tenTimes(new Unchanged()::rank);
        tenTimes(x -> new Reranked().rank(x) - 1);
        tenTimes(new Visible()::visible);
        byte[] rules;
        try (InputStream in = JavaCalls.class.getResourceAsStream("JavaCalls$Rules.class")) {
            rules = in.readAllBytes();
        }
        tenTimes(new Nameless().define(rules));
        tenTimes(new Nameless().define(rules));
        tenTimes(made(MethodHandles.lookup().defineHiddenClass(rules, true).lookupClass()));
        System.out.println("done");
        System.in.readAllBytes();
    }

    private static DoubleUnaryOperator made(Class<?> type) throws ReflectiveOperationException {
        return (DoubleUnaryOperator) type.getConstructor().newInstance();
    }

    private static void tenTimes(DoubleUnaryOperator call) {
        for (int i = 0; i < 10; i++) {
            double result = call.applyAsDouble(i);
            if (result != 2 * i) {
                throw new AssertionError(result + " for " + i);
            }
        }
    }
}
