/**
 * What the agent knows of inference libraries: one declaration each, which is data. Adding a library is adding a class here that
 * implements {@link io.inferometer.agent.library.Declaration}, and its test.
 *
 * <p>A declaration names classes and methods as text and never touches the library's classes. What it cannot say as data, such as
 * how ONNX Runtime tells a batch, is one small class beside it.
 *
 * <p>Data flow: at build time {@link io.inferometer.agent.library.LibraryIndex} writes down which classes which library asks for.
 * That alone is read at the start: by the prefilter, and by the configuration for the libraries' names. A declaration's own class
 * is loaded when the first class that it asks for is. What a user writes in {@code methods} becomes the same {@link
 * io.inferometer.agent.library.Target}: built-in libraries have no private powers.
 *
 * <p>Threading rule: declarations are immutable; what they do runs on application threads and must neither block nor throw
 * for want of a feature in the library's release at hand.
 *
 * <p>Bounded: one {@link io.inferometer.agent.library.Library} per declaration; nothing else is kept here.
 */
package io.inferometer.agent.library;
