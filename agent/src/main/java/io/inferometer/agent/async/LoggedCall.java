package io.inferometer.agent.async;

/** A call that keeps in words what it and the stages inside it failed of: where requests have lines in a log. */
final class LoggedCall extends StageCall {

    private static final int STAGES = Stage.values().length;

    /** The latest of each stage; null before the first. */
    private String[] failures;

    LoggedCall(Stage stage, Object id, long begin) {
        super(stage, id, begin);
    }

    @Override
    synchronized void failed(Stage which, String failure) {
        if (failures == null) {
            failures = new String[STAGES];
        }
        failures[which.ordinal()] = failure;
    }

    @Override
    synchronized String failure(Stage which) {
        return failures == null ? null : failures[which.ordinal()];
    }
}
