package application

import io.inferometer.annotation.Inference
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

const val CALLS = 10

/** As long as a call of a suspend function lasts at least, where its duration is looked at. */
const val MILLIS = 50L

interface Ranker {
    @Inference
    fun rank(x: Double): Double = 2 * x
}

class First : Ranker

class Second : Ranker

class Unchanged : Ranker {
    override fun rank(x: Double): Double = super.rank(x)
}

class Delegating(ranker: Ranker) : Ranker by ranker

class Reranked : Ranker {
    @Inference
    override fun rank(x: Double): Double = super.rank(x) + 1
}

object Catalog {
    @Inference
    fun find(x: Double): Double = 2 * x
}

object Shelf {
    @JvmStatic
    @Inference
    fun find(x: Double): Double = 2 * x
}

class Scorer {
    companion object {
        @Inference
        fun score(x: Double): Double = 2 * x
    }
}

class Marker {
    companion object {
        @JvmStatic
        @Inference
        fun mark(x: Double): Double = 2 * x
    }
}

@Inference
fun topLevel(x: Double): Double = 2 * x

class Scaler {
    @Inference
    @JvmOverloads
    fun scale(x: Double, factor: Double = 2.0, offset: Double = 0.0): Double = x * factor + offset
}

class Internal {
    @Inference
    internal fun score(x: Double): Double = 2 * x
}

class Getter(private val x: Double) {
    @get:Inference
    val score: Double
        get() = 2 * x
}

interface Measured {
    fun measured(): Double
}

@JvmInline
value class Meters(val value: Double) : Measured {
    @Inference
    override fun measured(): Double = 2 * value
}

class Ruler {
    @Inference
    fun rule(x: Meters): Double = 2 * x.value
}

interface Predictor<in A> {
    fun predict(input: A): Double
}

class Words : Predictor<String> {
    @Inference
    override fun predict(input: String): Double = 2.0 * input.length
}

val lambda: (Double) -> Double = @Inference(model = "lambda") { x -> 2 * x }

val function: (Double) -> Double = @Inference(model = "function") fun(x: Double): Double = 2 * x

open class Suspending {
    @Inference(model = "sequential")
    open suspend fun sequential(x: Double): Double {
        delay(MILLIS)
        return 2 * x
    }

    @Inference(model = "concurrent")
    suspend fun concurrent(x: Double): Double {
        delay(MILLIS)
        return 2 * x
    }

    @Inference(model = "server error")
    suspend fun serverError(x: Double): Double {
        delay(MILLIS)
        throw IllegalStateException("$x")
    }

    @Inference(model = "client error")
    suspend fun clientError(x: Double): Double {
        delay(1)
        throw IllegalArgumentException("$x")
    }

    @Inference(model = "error at once")
    suspend fun errorAtOnce(x: Double): Double {
        if (x >= 0) {
            throw IllegalStateException("$x")
        }
        delay(1)
        return x
    }

    @Inference(model = "cancelled")
    suspend fun cancelled(x: Double): Double {
        delay(600_000)
        return x
    }

    @Inference(model = "timed out")
    suspend fun timedOut(x: Double): Double {
        delay(600_000)
        return x
    }

    /** Could be suspended, but never is. */
    @Inference(model = "not suspended")
    suspend fun notSuspended(x: Double): Double {
        if (x < 0) {
            delay(1)
        }
        return 2 * x
    }

    /** Has nothing that it could be suspended at. */
    @Inference(model = "no suspension point")
    suspend fun noSuspensionPoint(x: Double): Double = 2 * x

    @Inference(model = "loop")
    suspend fun loop(steps: Int): Double {
        var sum = 0.0
        for (i in 1..steps) {
            delay(1)
            sum += i
        }
        return sum
    }

    /** Calls itself after it was suspended: the calls inside belong to the outermost. */
    @Inference(model = "recursive")
    suspend fun recursive(depth: Int): Int {
        delay(1)
        return if (depth == 0) 0 else 1 + recursive(depth - 1)
    }

    /** Has no state machine of its own: it hands its caller's continuation on. */
    @Inference(model = "tail call")
    suspend fun tailCall(x: Double): Double = unmeasured(x)

    suspend fun unmeasured(x: Double): Double {
        delay(MILLIS)
        return 2 * x
    }

    @Inference(model = "unit")
    suspend fun unit(x: Double) {
        delay(MILLIS)
        check(x >= 0)
    }

    @Inference(model = "parameters")
    suspend fun parameters(a: Long, x: Double, name: String, b: Long, f: Float, y: Double): Double {
        delay(MILLIS)
        return a + x + name.length + b + f + y
    }

    @Inference(model = "default parameter")
    suspend fun defaultParameter(x: Double, factor: Double = 2.0): Double {
        delay(MILLIS)
        return x * factor
    }

    @Inference(model = "other thread")
    suspend fun otherThread(x: Double): Double = withContext(Dispatchers.IO) {
        delay(MILLIS)
        2 * x
    }

    @Inference(model = "value class")
    suspend fun valueClass(x: Meters): Double {
        delay(1)
        return 2 * x.value
    }

    /** Measured by configuration, which reads what is gone when it goes on. */
    suspend fun batched(rows: List<Double>, size: Long): List<Double> {
        delay(1)
        return rows + rows + size.toDouble()
    }

    suspend fun callsHidden(x: Double): Double = hidden(x)

    @Inference(model = "private")
    private suspend fun hidden(x: Double): Double {
        delay(1)
        return 2 * x
    }
}

val suspendLambda: suspend (Double) -> Double = @Inference(model = "suspend lambda") { x ->
    delay(1)
    2 * x
}

class Overriding : Suspending() {
    @Inference(model = "overriding")
    override suspend fun sequential(x: Double): Double = super.sequential(x) + 1
}

interface Ranking {
    @Inference
    suspend fun rank(x: Double): Double {
        delay(MILLIS)
        return 2 * x
    }
}

class Ranked : Ranking

interface SuspendingPredictor<in A> {
    suspend fun predict(input: A): Double
}

class Texts : SuspendingPredictor<String> {
    @Inference
    override suspend fun predict(input: String): Double {
        delay(1)
        return 2.0 * input.length
    }
}

object Registry {
    @Inference
    suspend fun find(x: Double): Double {
        delay(MILLIS)
        return 2 * x
    }
}

class Embedder {
    companion object {
        @Inference
        suspend fun embed(x: Double): Double {
            delay(MILLIS)
            return 2 * x
        }
    }
}

fun main() {
    functions()
    runBlocking { suspendFunctions() }
    println("done")
    System.`in`.readAllBytes()
}

private fun functions() {
    val first = First()
    tenTimes(first::rank)
    tenTimes(Second()::rank)
    tenTimes(Unchanged()::rank)
    tenTimes(Delegating(first)::rank)
    tenTimes { defaultImpls(first, it) }
    repeat(CALLS) { check(Reranked().rank(it.toDouble()) == 2.0 * it + 1) }
    tenTimes(Catalog::find)
    tenTimes(Shelf::find)
    tenTimes { Scorer.score(it) }
    tenTimes { Marker.mark(it) }
    tenTimes { called(Marker::class.java, "mark", null, it) }
    tenTimes(::topLevel)
    tenTimes { Scaler().scale(it) }
    tenTimes { called(Scaler::class.java, "scale", Scaler(), it) }
    tenTimes { Internal().score(it) }
    tenTimes { Getter(it).score }
    tenTimes { Meters(it).measured() }
    tenTimes { (Meters(it) as Measured).measured() }
    tenTimes { Ruler().rule(Meters(it)) }
    val predictor: Predictor<String> = Words()
    tenTimes { predictor.predict("x".repeat(it.toInt())) }
    tenTimes(lambda)
    tenTimes(function)
}

private inline fun tenTimes(call: (Double) -> Double) {
    for (i in 0 until CALLS) {
        check(call(i.toDouble()) == 2.0 * i)
    }
}

/** As a Java caller does: by the method of this name with one parameter. */
private fun called(type: Class<*>, name: String, target: Any?, x: Double): Double =
    type.getMethod(name, Double::class.javaPrimitiveType).invoke(target, x) as Double

/** As a class does that was compiled when interfaces had no default methods; where there is no such method, as others do. */
private fun defaultImpls(ranker: Ranker, x: Double): Double {
    val holder = Ranker::class.java.declaredClasses.singleOrNull() ?: return ranker.rank(x)
    return holder.getMethod("rank", Ranker::class.java, Double::class.javaPrimitiveType).invoke(null, ranker, x) as Double
}

private suspend fun suspendFunctions() = coroutineScope {
    val functions = Suspending()
    val concurrently = withContext(Dispatchers.Default) {
        val results = ConcurrentHashMap<Int, Double>()
        coroutineScope {
            repeat(CALLS) { launch { results[it] = functions.concurrent(it.toDouble()) } }
        }
        results
    }
    repeat(CALLS) { check(concurrently[it] == 2.0 * it) }

    tenInTurn(functions::sequential)
    tenInTurn(functions::notSuspended)
    tenInTurn(functions::noSuspensionPoint)
    tenInTurn { x -> functions.loop(20).also { check(it == 210.0) }.let { 2 * x } }
    tenInTurn { x -> functions.recursive(3).also { check(it == 3) }.let { 2 * x } }
    tenInTurn(functions::tailCall)
    tenInTurn { x -> functions.unit(x).let { 2 * x } }
    tenInTurn { x -> functions.parameters(1L shl 33, x, "four", -(1L shl 33), -4f, x) }
    tenInTurn { x -> functions.defaultParameter(x) }
    tenInTurn(functions::otherThread)
    tenInTurn { x -> functions.valueClass(Meters(x)) }
    tenInTurn(functions::callsHidden)
    tenInTurn { x -> functions.batched(listOf(x, x, x), 5).size.let { check(it == 7) }.let { 2 * x } }
    tenInTurn(suspendLambda)
    val texts: SuspendingPredictor<String> = Texts()
    tenInTurn { x -> texts.predict("x".repeat(x.toInt())) }
    tenInTurn { x -> Overriding().sequential(x) - 1 }
    tenInTurn(Ranked()::rank)
    tenInTurn(Registry::find)
    tenInTurn { x -> Embedder.embed(x) }
    tenInTurn { x -> failing { functions.serverError(x) }.let { 2 * x } }
    tenInTurn { x -> failing { functions.clientError(x) }.let { 2 * x } }
    tenInTurn { x -> failing { functions.errorAtOnce(x) }.let { 2 * x } }
    tenInTurn { x -> withTimeoutOrNull(2) { functions.timedOut(x) }.let { check(it == null) }.let { 2 * x } }
    repeat(CALLS) {
        val call = launch { functions.cancelled(it.toDouble()) }
        delay(1)
        call.cancelAndJoin()
        check(call.isCancelled)
    }
}

/** Ten calls one after the other, beside those of other functions on the same thread. */
private fun CoroutineScope.tenInTurn(call: suspend (Double) -> Double) = launch {
    for (i in 0 until CALLS) {
        val result = call(i.toDouble())
        check(result == 2.0 * i) { "$result for $i" }
    }
}

private suspend fun failing(call: suspend () -> Double) {
    try {
        call()
    } catch (expected: IllegalStateException) {
        return
    } catch (expected: IllegalArgumentException) {
        return
    }
    error("did not fail")
}
