/**
 * Makes the {@link io.inferometer.agent.premain.Archive}s of the agent's jar when it is built, and is not in the jar.
 *
 * <p>Data flow: the build lays out a folder of class files and resources, one tree for each class loader; {@link
 * io.inferometer.agent.packing.JarFolder} makes of it the folder that becomes the jar, with one archive for each tree, written by {@link
 * io.inferometer.agent.packing.ArchiveWriter}. Class files of the agent's own tree go through {@link
 * io.inferometer.agent.packing.ClassFiles}: what is left is what a running agent reads, and lambdas are classes.
 *
 * <p>Threading rule: the build's one thread. The same folder gives the same bytes on every machine: nothing of the order of a
 * directory, of a clock or of a time zone gets in.
 *
 * <p>Bounded: one tree at a time is in memory.
 */
package io.inferometer.agent.packing;
