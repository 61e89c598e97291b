/**
 * What the agent knows of inference libraries: one small declaration each. A declaration names classes and methods as text
 * and never touches the library's classes but through what it is handed.
 *
 * <p>Data flow: {@link io.inferometer.agent.library.Library} values are read once at start-up by the prefilter and the weaver;
 * their {@link io.inferometer.agent.library.ModelSource} is asked once per load, their item counters once per call.
 *
 * <p>Threading rule: declarations are immutable; what they do runs on application threads and must neither block nor throw
 * for want of a feature in the library's release at hand.
 *
 * <p>Bounded: nothing is kept here.
 */
package io.inferometer.agent.library;
