package application

import groovy.transform.CompileStatic
import groovy.transform.Memoized
import io.inferometer.annotation.Inference
import java.util.function.Function

trait Ranker {
    @Inference
    double rank(double x) {
        2 * x
    }
}

@CompileStatic
trait StaticRanker {
    @Inference
    double rank(double x) {
        2 * x
    }
}

class First implements Ranker {}

@CompileStatic
class Second implements Ranker {}

class Unchanged implements Ranker {
    double rank(double x) {
        Ranker.super.rank(x)
    }
}

class Reranked implements Ranker {
    @Inference
    double rank(double x) {
        Ranker.super.rank(x) + 1
    }
}

class Third implements StaticRanker {}

class Scorer {
    @Inference
    double score(double x) {
        2 * x
    }
}

class Derived extends Scorer {
    @Override
    @Inference
    double score(double x) {
        super.score(x) + 1
    }
}

@CompileStatic
class StaticScorer {
    @Inference
    double score(double x) {
        2 * x
    }
}

@CompileStatic
class StaticDerived extends StaticScorer {
    @Override
    @Inference
    double score(double x) {
        super.score(x) + 1
    }
}

class Scaler {
    @Inference
    double scale(double x, double factor = 2.0d, double offset = 0.0d) {
        x * factor + offset
    }
}

class Words implements Function<String, Double> {
    @Override
    @Inference
    Double apply(String input) {
        2.0d * input.length()
    }
}

class Summing {
    @Inference(model = "closure")
    double sum(double x) {
        [x, x].collect { it * 1.0d }.sum()
    }
}

class Remembering {
    @Memoized
    @Inference
    double remember(double x) {
        2 * x
    }
}

class Held {
    @Inference(model = "delegated")
    double held(double x) {
        2 * x
    }
}

class Holder {
    @Delegate(methodAnnotations = true)
    Held target = new Held()
}

class GroovyCalls {
    static void main(String[] arguments) {
        for (Ranker ranker : [new First(), new Second(), new Unchanged()]) {
            tenTimes { ranker.rank(it) }
        }
        tenTimes { new Reranked().rank(it) - 1 }
        tenTimes { new Third().rank(it) }
        tenTimes { new Scorer().score(it) }
        tenTimes { new Derived().score(it) - 1 }
        tenTimes { new StaticScorer().score(it) }
        tenTimes { new StaticDerived().score(it) - 1 }
        tenTimes { new Scaler().scale(it) }
        Function<String, Double> words = new Words()
        tenTimes { words.apply('x' * (int) it) }
        tenTimes(new Summing().&sum)
        tenTimes { new Holder().held(it) }
        tenTimes { new Remembering().remember(it) }
        println 'done'
        System.in.readAllBytes()
    }

    static void tenTimes(Closure<Double> call) {
        for (int i = 0; i < 10; i++) {
            assert call((double) i) == 2.0d * i
        }
    }
}
