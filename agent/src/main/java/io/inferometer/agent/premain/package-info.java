/** The classes at the root of the agent's jar. */
package io.inferometer.agent.premain;
