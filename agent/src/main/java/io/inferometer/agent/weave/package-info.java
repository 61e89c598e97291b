/**
 * Finds the classes to instrument and rewrites their methods.
 *
 * <p>Data flow: of every class that is loaded {@link io.inferometer.agent.premain.CandidateFilter} answers almost all, with a hash
 * look-up and a walk of the constant pool: for the annotation, and for the name and parameters of methods that are
 * looked for in subtypes, whose supertypes are not loaded yet when a transformer sees them. Where a loader sees the annotation, classes with supertypes
 * of the application come, too: {@link io.inferometer.agent.weave.Supertypes} reads the files of these for annotated methods. {@link
 * io.inferometer.agent.weave.ClassPrefilter} decides which libraries want the others. Only a candidate loads its library's declaration, the {@link io.inferometer.agent.weave.Weaver} and with it Byte Buddy's ASM. Instrumented methods call nothing but {@code
 * java.lang.InferenceDispatch}, through {@code invokedynamic}, with what is known of them ({@link io.inferometer.agent.weave.Woven})
 * as constants. {@link io.inferometer.agent.weave.Linker} asks {@link io.inferometer.agent.weave.Sites} for the class's {@link
 * io.inferometer.agent.record.Site}, which is when it is decided whether a class is a subtype, what is one method of the source ({@link
 * io.inferometer.agent.weave.SourceMethod}) and what the model is called; it answers with method handles bound to that site, or with
 * nothing.
 *
 * <p>A method whose calls of executors accept requests keeps its code but for these calls, which {@link
 * io.inferometer.agent.weave.SubmitWeaver} replaces and {@link io.inferometer.agent.weave.SubmitLinker} links to the same calls with
 * a site around them. The classes of the tasks are known when one is submitted: {@link io.inferometer.agent.weave.TaskWeaver} has the JVM
 * transform each then, once.
 *
 * <p>Threading rule: prefilter, weaver and linker run on application threads, inside class loading: they take no lock for
 * long, and none while a loader is asked for a file, never log and never throw. What went wrong is left in {@link io.inferometer.agent.weave.NotMeasured} for the agent's own
 * threads to explain and report.
 *
 * <p>Bounded: a site lives as long as the class that was woven, which alone keeps it; the names of woven methods as long as their
 * loader, and for people the first 1,000 of each library; what supertypes are annotated with as long as the loader that was asked, 10,000 types of each; one number for each method of a source, by name.
 */
package io.inferometer.agent.weave;
