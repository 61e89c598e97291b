/**
 * Functions of native libraries of the operating system and of drivers, and the one rule of whether they may be called.
 *
 * <p><b>Data flow:</b> a caller of native code asks {@link io.inferometer.agent.nativecode.NativeAccess} first, each time until
 * it may. {@link io.inferometer.agent.nativecode.NativeLibraries} then opens a library by its name: by {@code java.lang.foreign} where
 * the JDK has it, from release 22 on ({@code ForeignFunctions}), else by JNA ({@code JnaFunctions}), in a class loader of its own
 * over the archive {@code natives/jna}. Either is reached by reflection: this package compiles for Java 17 and without JNA. Code of the agent's
 * own is linked by {@link io.inferometer.agent.nativecode.BaseLinker}, whose caller is {@code java.base}.
 *
 * <p><b>Threading:</b> agent threads alone; what is here takes no lock while native code runs, for it may not come back.
 *
 * <p><b>What stays bounded:</b> one class in {@code java.lang}, where {@code BaseLinker} is used; one handle for each function that is called, which the code names; libraries stay open for the life
 * of the JVM.
 */
package io.inferometer.agent.nativecode;
