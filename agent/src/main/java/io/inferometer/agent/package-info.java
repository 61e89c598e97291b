/**
 * The agent as a whole: what is started, in which order, on which thread, and how it ends.
 *
 * <p>Data flow: {@link io.inferometer.agent.Agent} is called by the premain package on the JVM's main thread; it reads the
 * configuration, installs the prefilter and starts one thread that does everything else ({@link io.inferometer.agent.Startup}):
 * recording, aggregation, the listener, exporters, host metrics, MBeans.
 *
 * <p>Threading rule: on the main thread only what must happen before the application's first class is loaded. Every thread is
 * an {@link io.inferometer.agent.thread.AgentThread}. At the JVM's end a
 * thread of the application waits, for at most {@code shutdown.timeout} ({@link io.inferometer.agent.Shutdown}).
 *
 * <p>Bounded: a handful of threads, listed in {@code docs/safety.md}.
 */
package io.inferometer.agent;
