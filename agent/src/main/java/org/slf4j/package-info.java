/**
 * One class of slf4j that is the agent's own.
 *
 * <p>Data flow: libraries ask {@link org.slf4j.LoggerFactory} for loggers, and get those of {@link io.inferometer.agent.log}.
 *
 * <p>Threading rule: thread-safe.
 *
 * <p>Bounded: keeps nothing.
 */
package org.slf4j;
