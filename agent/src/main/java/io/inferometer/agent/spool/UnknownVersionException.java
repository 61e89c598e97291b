package io.inferometer.agent.spool;

/** A later version of the format. It is left to the agents that know it. */
final class UnknownVersionException extends DamagedException {

    private static final long serialVersionUID = 1;

    private final long maxAgeMillis;

    /** @param maxAgeMillis how long after its last change it is kept; 0 if that cannot be told */
    UnknownVersionException(int version, long maxAgeMillis) {
        super("version " + version);
        this.maxAgeMillis = maxAgeMillis;
    }

    long maxAgeMillis() {
        return maxAgeMillis;
    }
}
