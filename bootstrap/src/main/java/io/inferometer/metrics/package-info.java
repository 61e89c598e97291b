/**
 * What code calls to report figures of its own. It depends on the JDK alone, and does nothing where the agent is absent.
 */
package io.inferometer.metrics;
