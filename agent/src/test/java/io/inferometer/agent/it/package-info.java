/**
 * Tests of the shipped jar in JVMs of their own, one for each JDK at hand.
 *
 * <p>Data flow: a test asks {@link io.inferometer.agent.it.ForkedJvm} for a JVM of a {@link io.inferometer.agent.it.Jdk} with the
 * jar from {@code agent/target}, runs one of the applications in {@code …it.app} in it, and reads what a user sees: output, exit
 * code, time, {@code /metrics}, the class-load log.
 *
 * <p>Threading rule: a JVM belongs to the test that started it; two daemon threads read its streams. Its environment holds
 * nothing that would reach the agent by accident.
 *
 * <p>Bounded: every wait has a deadline, after which the JVM is killed and its threads are shown in the failure.
 */
package io.inferometer.agent.it;
