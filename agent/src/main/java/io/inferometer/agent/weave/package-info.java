/**
 * Finds the classes to instrument and rewrites their methods.
 *
 * <p>Data flow: {@link io.inferometer.agent.weave.ClassPrefilter} sees every class that is loaded and answers almost all of
 * them with a hash look-up and, for annotations, a walk of the constant pool. Only a candidate loads the {@link
 * io.inferometer.agent.weave.Weaver} and with it Byte Buddy's ASM. Instrumented methods call nothing but {@code
 * java.lang.InferenceDispatch}, through {@code invokedynamic}; {@link io.inferometer.agent.weave.Linker} answers with method
 * handles bound to the method's {@link io.inferometer.agent.record.Site}.
 *
 * <p>Threading rule: prefilter, weaver and linker run on application threads, inside class loading: they take no lock for
 * long, never log and never throw. What went wrong is left in {@link io.inferometer.agent.weave.Sites} for the agent's own
 * threads to report.
 *
 * <p>Bounded: one {@link io.inferometer.agent.weave.SiteSpec} per instrumented method; sites themselves live as long as the
 * classes that link them.
 */
package io.inferometer.agent.weave;
