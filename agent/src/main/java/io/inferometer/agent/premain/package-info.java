/**
 * The only classes that the application's class path can see: they find the agent's jar, build the loader for everything else,
 * and step back.
 *
 * <p>Data flow: the JVM calls {@link io.inferometer.agent.premain.Premain}; that opens the jar once ({@link
 * io.inferometer.agent.premain.AgentJar}), makes a {@link io.inferometer.agent.premain.NestedJarLoader} over its {@code agent/}
 * tree and hands over to {@code io.inferometer.agent.Agent} in there.
 *
 * <p>Threading rule: runs on the JVM's main thread before the application's {@code main}. Whatever this package loads, the
 * application has loaded: nothing beyond {@code java.lang}, {@code java.io}, {@code java.util} and {@code java.net.URL}; no
 * logging, no management, no NIO file systems, no lambdas.
 *
 * <p>Bounded: one open file, the agent's jar, for the life of the JVM.
 */
package io.inferometer.agent.premain;
