/**
 * jcstress tests of recording, in its own package because what they try is not public.
 *
 * <p><b>What is tried.</b> Publication: a reader of a chunk in use sees whole events or none. Hand-over: what leaves through the
 * queue and what is read in use make up everything, once. Folding: a writer that folds and a reader that drains never take the
 * same event, and never miss one; differences of folded histograms add up. The last drain: what was recorded before it began is
 * in it.
 *
 * <p><b>How.</b> {@code mvn verify} runs each test for a fifth of a second with each compiler, and fails when one result is
 * forbidden; {@code mvn verify -Dproofs=full} runs them for minutes, every actor interpreted and compiled by either compiler, with
 * the compiler's own stress options too. A race of a few instructions shows in the full run only. The report lies in {@code
 * target/jcstress/report}.
 */
package io.inferometer.agent.record;
