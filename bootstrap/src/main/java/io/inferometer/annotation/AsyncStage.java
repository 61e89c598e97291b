package io.inferometer.annotation;

/** The stages of a queued request, in the order in which a request usually passes them. */
public enum AsyncStage {
    /**
     * Takes a request: it waits in the queue from the method's return on. A call that throws accepts nothing. Its {@link
     * InferenceId} identifies the request in all other stages.
     */
    ACCEPT,
    /** All work on a request, from taking it off the queue to its end. A request fails if this fails. */
    PROCESS,
    /** Gets a request's payload. Several of one request add up. */
    DOWNLOAD,
    /** Runs the model. Without this stage, the time of {@link #PROCESS} without the other stages inside it counts as the model's. */
    MODEL,
    /** Stores a request's result. Several of one request add up. */
    UPLOAD,
    /** Notifies of a request's result. A failure is counted and leaves the request's outcome as it is. */
    NOTIFY,
    /** Drops a request that waited too long. */
    EXPIRE
}
