/**
 * The one way in which the agent runs a thread of its own.
 *
 * <p>Data flow: a package that needs a thread describes its work as a {@link io.inferometer.agent.thread.Task}, which does one turn
 * after the other, and gives it to an {@link io.inferometer.agent.thread.AgentThread}. Work that is due now and then goes into
 * {@link io.inferometer.agent.thread.PeriodicTasks}. What a turn throws ends in {@link io.inferometer.agent.thread.ThreadErrors},
 * from where it is logged and shown; where a class is missing because the JVM runs without its module, {@link
 * io.inferometer.agent.thread.MissingModule} says which.
 *
 * <p>Threading rule: nothing that a turn throws ends its thread or leaves it, whatever it is: the application's default handler,
 * which may halt the JVM, never sees it. After a failure the thread pauses, longer each time up to a second, and takes the next turn.
 * That needs no memory, for there may be none. A task therefore keeps what it has in hand in fields, and changes them when nothing
 * can fail any more.
 *
 * <p>Bounded: a handful of threads, listed in {@code docs/safety.md}; a line of the log for each of them and kind of failure.
 */
package io.inferometer.agent.thread;
