package application;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleUnaryOperator;

/** Methods that a supertype has annotated. Each implementation is loaded before what it implements, and called ten times. */
public class InheritedCalls {

    public interface Scorer {
        @Inference
        double score(double x);
    }

    public static class Plain implements Scorer {
        @Override
        public double score(double x) {
            return 2 * x;
        }
    }

    record Recorded(double factor) implements Scorer {
        @Override
        public double score(double x) {
            return factor * x;
        }
    }

    enum Constant implements Scorer {
        DOUBLE {
            @Override
            public double score(double x) {
                return 2 * x;
            }
        }
    }

    /** Says what the interface does not. */
    static class Named implements Scorer {
        @Override
        @Inference(model = "named", version = "2")
        public double score(double x) {
            return 2 * x;
        }
    }

    /** Calls others of the same method, which belong to it. */
    static class Ensemble implements Scorer {
        private final Scorer[] members = {new Plain(), new Recorded(2)};

        @Override
        public double score(double x) {
            double sum = 0;
            for (Scorer member : members) {
                sum += member.score(x);
            }
            return sum / members.length;
        }
    }

    interface Generic<I, O> {
        @Inference
        O predict(I input);
    }

    static class Words implements Generic<String, Double> {
        @Override
        public Double predict(String input) {
            return 2.0 * input.length();
        }
    }

    abstract static class OfNumbers<N extends Number> implements Generic<N, Number> {
        @Override
        public abstract Double predict(N input);
    }

    static class OfDoubles extends OfNumbers<Double> {
        @Override
        public Double predict(Double input) {
            return 2 * input;
        }
    }

    /** Overrides what has a bridge above, and gets none of its own for it. */
    static class Bridged<N extends Number> implements Generic<N, Double> {
        @Override
        public Double predict(N input) {
            return 2 * input.doubleValue();
        }
    }

    static class Unbridged extends Bridged<Number> {
        @Override
        public Double predict(Number input) {
            return 2 * input.doubleValue();
        }
    }

    interface Ranker {
        @Inference
        default double rank(double x) {
            return 2 * x;
        }
    }

    static class Unchanged implements Ranker {}

    static class Changed implements Ranker {
        @Override
        public double rank(double x) {
            return Ranker.super.rank(x) + 1;
        }
    }

    interface Between extends Scorer {
        @Override
        double score(double x);
    }

    static class Far implements Between {
        @Override
        public double score(double x) {
            return 2 * x;
        }
    }

    interface Defaulting extends Scorer {
        @Override
        default double score(double x) {
            return 2 * x;
        }
    }

    static class Defaulted implements Defaulting {}

    static class Base {
        @Inference(model = "base")
        double score(double x) {
            return 2 * x;
        }
    }

    static class Derived extends Base {
        @Override
        double score(double x) {
            return super.score(x) + super.score(x) - 2 * x;
        }
    }

    static class Renamed extends Base {
        @Override
        @Inference(model = "renamed")
        double score(double x) {
            return super.score(x);
        }
    }

    sealed interface Sealed permits Only {
        @Inference
        CompletionStage<Double> later(double x);
    }

    static final class Only implements Sealed {
        @Override
        public CompletionStage<Double> later(double x) {
            return CompletableFuture.completedFuture(2 * x);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Timed {
        String value() default "";
    }

    interface Own {
        @Timed("own")
        double own(double x);
    }

    static class OwnImplementation implements Own {
        @Override
        public double own(double x) {
            return 2 * x;
        }
    }

    /** Has the method, but knows nothing of the interface. */
    static class Elsewhere {
        public double score(double x) {
            return 2 * x;
        }
    }

    static class Combined extends Elsewhere implements Scorer {}

    /** Of a loader below, which finds the interface in the one above. */
    private static final class Below extends ClassLoader {
        Below() {
            super(InheritedCalls.class.getClassLoader());
        }

        Scorer define(String name) throws IOException, ReflectiveOperationException {
            try (InputStream in = getResourceAsStream("application/" + name + ".class")) {
                byte[] file = in.readAllBytes();
                var constructor = defineClass(null, file, 0, file.length).getDeclaredConstructor();
                constructor.setAccessible(true);
                return (Scorer) constructor.newInstance();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        boolean waits = arguments.length > 0;
        if (waits) {
            // Everything is loaded, and called, before the agent comes.
            call();
            System.out.println("ready");
            new Scanner(System.in).nextLine();
        }
        call();
        System.out.println("done");
        System.in.readAllBytes();
    }

    private static void call() throws Exception {
        tenTimes(x -> new Plain().score(x));
        tenTimes(x -> new Recorded(2).score(x));
        tenTimes(x -> Constant.DOUBLE.score(x));
        tenTimes(x -> new Named().score(x));
        tenTimes(x -> new Ensemble().score(x));
        tenTimes(
                new Scorer() {
                    @Override
                    public double score(double x) {
                        return 2 * x;
                    }
                }::score);
        Generic<String, Double> words = new Words();
        tenTimes(x -> words.predict("x") * x);
        Generic<Double, Number> doubles = new OfDoubles();
        tenTimes(x -> doubles.predict(x).doubleValue());
        Generic<Number, Double> unbridged = new Unbridged();
        tenTimes(x -> unbridged.predict(x));
        tenTimes(x -> new Unchanged().rank(x));
        tenTimes(x -> new Changed().rank(x) - 1);
        tenTimes(x -> new Far().score(x));
        tenTimes(x -> new Defaulted().score(x));
        tenTimes(x -> new Derived().score(x));
        tenTimes(x -> new Renamed().score(x));
        tenTimes(x -> new Only().later(x).toCompletableFuture().join());
        tenTimes(x -> new OwnImplementation().own(x));
        tenTimes(x -> new Combined().score(x));
        // Lambdas are hidden, proxies only hand calls on.
        Scorer lambda = x -> 2 * x;
        tenTimes(lambda::score);
        Scorer far = new Far();
        InvocationHandler handler = (proxy, method, values) -> method.invoke(far, values);
        Scorer proxy = (Scorer)
                Proxy.newProxyInstance(InheritedCalls.class.getClassLoader(), new Class<?>[] {Scorer.class}, handler);
        tenTimes(proxy::score);
        tenTimes(new Below().define("InheritedCalls$Plain")::score);
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
