package io.inferometer.agent.async;

/** What became of a request that has ended, from all its stages together. One thread only. */
final class RequestResult {

    long download;
    long upload;
    long model;

    /** Of its PROCESS, without the stages inside it that are not the model. */
    long processNanos;

    boolean downloaded;
    boolean uploaded;
    boolean downloadFailed;
    boolean uploadFailed;
    boolean stageFailed;
    byte modelResult = StageCall.OPEN;
    byte processResult = StageCall.OPEN;
    int failedNotifications;

    /** Forgets the last request. */
    void clear() {
        download = 0;
        upload = 0;
        model = 0;
        processNanos = 0;
        downloaded = false;
        uploaded = false;
        downloadFailed = false;
        uploadFailed = false;
        stageFailed = false;
        modelResult = StageCall.OPEN;
        processResult = StageCall.OPEN;
        failedNotifications = 0;
    }

    /** With a PROCESS, that decides; else no stage may have failed in the end. */
    boolean isFailed() {
        return processResult == StageCall.OPEN
                ? downloadFailed || uploadFailed || modelResult > StageCall.SUCCESS
                : processResult != StageCall.SUCCESS;
    }

    boolean hasModel() {
        return modelResult != StageCall.OPEN;
    }

    /** What left the model, or the PROCESS if none of its stages failed. */
    byte error() {
        if (modelResult > StageCall.SUCCESS) {
            return modelResult;
        }
        return stageFailed || processResult == StageCall.OPEN ? StageCall.SUCCESS : processResult;
    }
}
