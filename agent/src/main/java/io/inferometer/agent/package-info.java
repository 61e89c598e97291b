/**
 * The agent as a whole: what is started, in which order, on which thread, and how it ends.
 *
 * <p>Data flow: {@link io.inferometer.agent.Agent} is made by the premain package when somebody needs it: the agent's
 * first thread, or one of the application's that loads a class to instrument. It reads the configuration and makes what classes are
 * woven with; an agent thread does everything else ({@link io.inferometer.agent.Startup}):
 * recording, aggregation, the listener, exporters, host metrics, MBeans.
 *
 * <p>Threading rule: making it says nothing and waits for nobody, for it may happen inside the loading of a class. Every thread but the
 * first is an {@link io.inferometer.agent.thread.AgentThread}. At the JVM's end a
 * thread of the application waits, for at most {@code shutdown.timeout} ({@link io.inferometer.agent.Shutdown}).
 *
 * <p>Bounded: a handful of threads, listed in {@code docs/safety.md}.
 */
package io.inferometer.agent;
