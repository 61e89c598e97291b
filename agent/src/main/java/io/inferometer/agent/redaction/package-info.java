/**
 * Keeps secrets out of every text that leaves the agent.
 *
 * <p>Data flow: text goes through {@link io.inferometer.agent.redaction.Redaction} before it leaves: the log hands over its
 * lines, the configuration its mistakes and values, the command line its output, delivery the reasons of failures, JMX what it answers, and
 * the model registry and the resource the names that every exporter sees. Three rules read the text, as it is and with its
 * escapes undone: URLs and addresses, names with values, and secrets known by their shape. What they find is replaced by
 * {@code ***}.
 *
 * <p>Threading: every class but {@code Redaction} is confined to one call; any thread may call.
 *
 * <p>Bounded: time and memory are proportional to the length of the text, at most 0.6 s for 1 MiB of the worst units that were found.
 * A password that holds blanks is looked for in 256 characters, a name in 96. The log is on the start-up path, so nothing
 * here uses regular expressions, lambdas, or concatenation linked at run time.
 */
package io.inferometer.agent.redaction;
