package io.inferometer.agent.spool;

/** Another version of the format. It is left alone: the agent that wrote it may come back. */
final class UnknownVersionException extends DamagedException {

    private static final long serialVersionUID = 1;

    UnknownVersionException(int version) {
        super("version " + version);
    }
}
