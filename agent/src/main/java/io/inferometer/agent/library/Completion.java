package io.inferometer.agent.library;

/** When a call is over. */
public enum Completion {
    /** When its method is left. */
    RETURN,
    /** When the {@link java.util.concurrent.CompletionStage} that it returned completes; at return if that is none. */
    STAGE
}
