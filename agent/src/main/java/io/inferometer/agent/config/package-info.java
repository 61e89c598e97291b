/**
 * What the user asked for: every key the agent knows, and the value of each from the strongest source that names it.
 *
 * <p>Data flow: {@link io.inferometer.agent.config.Options} declares the keys, each with its default or the rule that derives it, and
 * the variables of other software that set it; {@code Sources} reads agent options, system properties, environment, properties files
 * and those variables, strongest first; the result is one immutable
 * {@link io.inferometer.agent.config.Config} that carries the values and a line for every mistake. Values and lines that are
 * meant to be shown hold no secrets.
 *
 * <p>Exporters are handed typed values by {@link io.inferometer.agent.config.ExporterSettings}: a value is read once, here.
 *
 * <p>Threading: {@code Config}, {@code Option} and {@code MethodPattern} are immutable and safe for use by any thread;
 * everything else lives on the stack of {@code Config.load}.
 *
 * <p>Bounded: {@code load} may run while a class of the application is loaded, so a start without mistakes uses nothing that
 * the JVM has not loaded by then: no lambdas, streams, regular expressions, {@code invokedynamic} string concatenation
 * or {@code java.nio.file}. Each class here is needed by that start or is loaded only when its subject occurs. Memory is
 * bounded by what the user wrote.
 */
package io.inferometer.agent.config;
