package io.inferometer.agent.library;

/** When a call is over. */
public enum Completion {
    /** When its method is left. */
    RETURN,
    /** When the {@link java.util.concurrent.CompletionStage} that it returned completes; at return if that is none. */
    STAGE,
    /** When a target of the role {@link Target.Role#END}, or the like, is called on the object by which the call is known. */
    FOLLOWED
}
