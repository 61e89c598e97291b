/**
 * What one measured call costs the thread that makes it.
 *
 * <p>Data flow: JMH's threads enter and leave the sites of {@link io.inferometer.benchmark.hotpath.MeasuredCalls}, which are
 * built of the agent's own classes and linked as woven code links them; its aggregator drains on a thread of its own. {@link
 * io.inferometer.benchmark.hotpath.HotPath} names what is measured; its subclasses add nothing but the number of threads.
 *
 * <p>Threading rule: one aggregator per fork, daemon; all else on JMH's threads.
 *
 * <p>Bounded: what the agent's recorder bounds. The loops here make some 10<sup>7</sup> calls per second and thread, a thousand
 * times what any model answers, so that a share of them is folded: {@link io.inferometer.benchmark.hotpath.MeasuredCalls} says
 * how large it was, and fails the run if a call was lost.
 */
package io.inferometer.benchmark.hotpath;
