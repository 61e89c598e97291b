package application

import io.inferometer.annotation.Inference
import scala.annotation.varargs

trait Ranker {
  @Inference def rank(x: Double): Double = 2 * x
}

class First extends Ranker

class Second extends Ranker

object Third extends Ranker

class Unchanged extends Ranker {
  override def rank(x: Double): Double = super.rank(x)
}

class Reranked extends Ranker {
  @Inference override def rank(x: Double): Double = super.rank(x) + 1
}

object Catalog {
  @Inference def find(x: Double): Double = 2 * x
}

class Scorer

object Scorer {
  @Inference def score(x: Double): Double = 2 * x
}

object Outer {
  object Inner {
    @Inference def infer(x: Double): Double = 2 * x
  }
}

class Enclosing {
  object Enclosed {
    @Inference def infer(x: Double): Double = 2 * x
  }
}

class Price$ {
  @Inference def price(x: Double): Double = 2 * x
}

trait Scoring {
  def score(x: Double): Double
}

class Plain extends Scoring {
  @Inference def score(x: Double): Double = x
}

trait Doubling extends Scoring {
  @Inference abstract override def score(x: Double): Double = 2 * super.score(x)
}

trait Squaring extends Scoring {
  @Inference abstract override def score(x: Double): Double = {
    val y = super.score(x)
    y * y
  }
}

class Doubled extends Plain with Doubling

class Squared extends Plain with Doubling with Squaring

trait Predictor[A] {
  @Inference def predict(input: A): Double = 1
}

class Words extends Predictor[String]

class Counted extends Predictor[String] {
  @Inference override def predict(input: String): Double = super.predict(input) + input.length
}

class Special[@specialized(Double) A] {
  @Inference def score(x: A): A = x
}

class Meters(val value: Double) extends AnyVal {
  @Inference def measured: Double = 2 * value
}

class Summing {
  @varargs @Inference def sum(values: Double*): Double = values.sum
}

object ScalaCalls {
  private val primitive = classOf[Double]

  def main(arguments: Array[String]): Unit = {
    for (ranker <- Seq(new First, new Second, Third, new Unchanged)) {
      tenTimes(ranker.rank)
    }
    tenTimes(forwarder("Third", "rank", _))
    tenTimes(new Reranked().rank(_) - 1)
    tenTimes(Catalog.find)
    tenTimes(forwarder("Catalog", "find", _))
    tenTimes(Scorer.score)
    tenTimes(forwarder("Scorer", "score", _))
    tenTimes(Outer.Inner.infer)
    val enclosing = new Enclosing
    tenTimes(enclosing.Enclosed.infer)
    tenTimes(new Price$().price)
    tenTimes(x => new Plain().score(2 * x))
    tenTimes(new Doubled().score)
    tenTimes(x => new Squared().score(x) / (2 * math.max(x, 1)))
    val predictors = Seq(new Words, new Counted)
    tenTimes(x => predictors(0).predict("x") * 2 * x)
    tenTimes(x => predictors(1).predict("x") * x)
    val special = new Special[Double]
    tenTimes(x => special.score(2 * x))
    tenTimes(x => same(special, 2 * x))
    tenTimes(new Meters(_).measured)
    tenTimes(x => new Summing().sum(x, x))
    tenTimes(x => classOf[Summing].getMethod("sum", classOf[Array[Double]]).invoke(new Summing, Array(x, x)).asInstanceOf[Double])
    println("done")
    System.in.readAllBytes()
  }

  private def tenTimes(call: Double => Double): Unit =
    for (i <- 0 until 10) {
      val result = call(i.toDouble)
      assert(result == 2.0 * i, s"$result for $i")
    }

  private def same[A](special: Special[A], x: A): A = special.score(x)

  /** As a Java caller does: by the static method beside an object. */
  private def forwarder(name: String, method: String, x: Double): Double =
    Class.forName("application." + name).getMethod(method, primitive).invoke(null, Double.box(x)).asInstanceOf[Double]
}
