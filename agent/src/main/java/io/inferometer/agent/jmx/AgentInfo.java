package io.inferometer.agent.jmx;

/**
 * What of the agent never changes.
 *
 * @param version the agent's version
 * @param httpAddress the dashboard's address, or empty
 * @param portUnavailable the configured port when it could not be opened; 0 otherwise
 */
public record AgentInfo(String version, String httpAddress, int portUnavailable) {}
