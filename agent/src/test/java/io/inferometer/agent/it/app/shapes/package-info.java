/**
 * Annotated methods of every kind, called once each way. The application prints what each call gave, so that two runs can be
 * compared line by line, and in the end how many calls of which model ended how, so that a measurement can be.
 *
 * <p>Data flow: {@link io.inferometer.agent.it.app.shapes.Transcript} calls, {@link io.inferometer.agent.it.app.shapes.Books}
 * prints and counts. The name of a model is the first word of its line.
 *
 * <p>Threading rule: the main thread; stages are completed by it too.
 *
 * <p>Bounded: a fixed list of calls.
 */
package io.inferometer.agent.it.app.shapes;
