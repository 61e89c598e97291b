/**
 * The shipped jar against real things: ONNX Runtime, the receiver that stands in for AWS, a JMX client, the jar's own commands,
 * other agents, applications that bring their own copies of the agent's libraries, and what compilers of other languages make.
 *
 * <p>Data flow: a test starts an application of {@code …e2e.app} by {@link io.inferometer.agent.it.ForkedJvm}; the application
 * keeps books of the calls it made, in a file or on standard output; the test compares them with what the agent exported.
 *
 * <p>Threading rule: a JVM and a receiver belong to the test that started them.
 *
 * <p>Bounded: every wait has a deadline; every call that an application makes is booked, so that no figure is an estimate.
 */
package io.inferometer.agent.e2e;
