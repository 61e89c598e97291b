/**
 * The only classes that the application's class path can see. Before {@code main} they install a filter of classes and start one
 * thread; everything else is read from archives in the agent's jar when it is needed.
 *
 * <p>Data flow: the JVM calls {@link io.inferometer.agent.premain.Premain}. It opens the jar ({@link
 * io.inferometer.agent.premain.AgentJar}), reads the few options that decide which classes are looked at ({@link
 * io.inferometer.agent.premain.StartOptions}), adds the {@link io.inferometer.agent.premain.CandidateFilter}, which asks {@link
 * io.inferometer.agent.premain.AnnotationLoaders} where annotations may be inherited, and starts the {@link
 * io.inferometer.agent.premain.AgentStart} thread. The agent itself, in a {@link io.inferometer.agent.premain.NestedJarLoader} over the
 * archive {@code agent/core}, is created on first use: by that thread 100 ms later, or by an application thread that loads a class which
 * may have to be instrumented. The agent reads all options, by the same rules, and decides again: the filter may let a class through
 * that the agent then leaves alone, never the reverse. In a JVM that records an archive of its classes no agent is created ({@link
 * io.inferometer.agent.premain.ClassArchiving}).
 *
 * <p>Threading rule: {@code Premain} runs on the JVM's main thread before the application's {@code main}, or on the attaching thread;
 * the filter on every thread that loads a class, but for one question to the loader of the class path, which the start's thread asks
 * ahead. Whatever this package loads, the application has loaded: nothing beyond {@code java.lang}, {@code java.io}, {@code java.util}
 * and {@code java.net.URL}; no logging, no management, no NIO file systems, no lambdas. No lock is held while the agent is created: two
 * threads may create one each, of which the first is used. Under a system class loader that is not the JDK's, and may have one lock for
 * all classes, the agent is created before {@code main}.
 *
 * <p>Bounded: of each class loader whether it sees an annotation, as long as it lives; one open file, the agent's jar, for the life of the JVM; for each archive in use its index, about 70 bytes per file; of
 * {@code agent/core} the agent's own files, deflated, until they are loaded or the start has finished without a need of them.
 */
package io.inferometer.agent.premain;
