package io.inferometer.agent.async;

/** The stages of a queued request, named as {@code io.inferometer.annotation.AsyncStage} names them. */
public enum Stage {
    ACCEPT,
    PROCESS,
    DOWNLOAD,
    MODEL,
    UPLOAD,
    NOTIFY,
    EXPIRE
}
