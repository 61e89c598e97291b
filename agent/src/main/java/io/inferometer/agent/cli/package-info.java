/**
 * The commands of {@code java -jar inferometer-agent.jar}: what a user asks of JVMs that run, from a JVM of its own.
 *
 * <p>Data flow: {@link io.inferometer.agent.cli.Cli} picks a command; {@code AttachApi} reaches the other JVM,
 * {@code AgentConnection} reads the agent's MBeans there, {@code Table} lines up what is printed, and {@code
 * RedactedOutput} masks secrets in all of it. {@code check} asks the exporters themselves what they demand. This package is never
 * loaded in a measured application, so it may print, use JMX and take its time.
 *
 * <p>Threading: one thread, the one that called {@code run}; {@code Screen} adds a shutdown hook that gives the terminal
 * back.
 *
 * <p>Bounded: each answer is printed and forgotten; {@code top} remembers nothing between two looks.
 */
package io.inferometer.agent.cli;
