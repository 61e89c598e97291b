/**
 * The applications that forked tests run. They know nothing of the agent beyond its annotations.
 *
 * <p>Data flow: arguments and lines on standard input in, lines on standard output out; the test compares them with those of the
 * same run without the agent.
 *
 * <p>Threading rule: whatever the application under test would do.
 *
 * <p>Bounded: each ends when its standard input does, at the latest.
 */
package io.inferometer.agent.it.app;
