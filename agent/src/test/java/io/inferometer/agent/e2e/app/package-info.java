/**
 * The applications of the end-to-end tests, and what compiles one of them. They know nothing of the agent beyond its annotation.
 *
 * <p>Data flow: arguments and lines on standard input in; a book of calls out, on standard output or in {@link
 * io.inferometer.agent.e2e.app.CallBook}, which survives any end of the JVM.
 *
 * <p>Threading rule: every thread writes its own part of the book.
 *
 * <p>Bounded: each application ends when its standard input does, at the latest, unless a test ends the JVM itself.
 */
package io.inferometer.agent.e2e.app;
