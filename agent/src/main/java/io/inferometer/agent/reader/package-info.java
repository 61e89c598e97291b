/**
 * What is read of a call: the small language in which declarations and configuration say it, and what runs it.
 *
 * <p>An {@link io.inferometer.agent.reader.Expression} is text taken apart: {@code arg0.getId()}, {@code this.name}, {@code
 * result.rows}. A {@link io.inferometer.agent.reader.Reader} runs one, on objects whose classes the agent has never seen.
 *
 * <p>Data flow: {@code config} and {@code library} parse expressions; {@code weave} makes a reader of each when a method's call
 * sites link; call sites then hand it roots.
 *
 * <p>Threading rule: expressions are immutable. Readers run on application threads, take no lock once a class of value was
 * seen, and allocate nothing for numbers. A step that a class does not have is reported once and answers nothing from then on.
 *
 * <p>Bounded: what a step found out about a class is kept by that class, and goes with it.
 */
package io.inferometer.agent.reader;
