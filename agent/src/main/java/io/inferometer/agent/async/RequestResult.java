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
                ? downloadFailed || uploadFailed || hasFailedModel()
                : processResult != StageCall.SUCCESS;
    }

    boolean hasFailedModel() {
        return modelResult > StageCall.SUCCESS;
    }

    /**
     * The time in the model, of which a PROCESS says something only where no method is that stage; negative if it is not known.
     *
     * @param hasModelStage whether there is such a method
     */
    long modelNanos(boolean hasModelStage) {
        if (modelResult != StageCall.OPEN) {
            return Math.max(0, model);
        }
        boolean isKnown = !hasModelStage && processResult != StageCall.OPEN && !downloadFailed;
        return isKnown ? Math.max(0, processNanos) : -1;
    }

    /** The stage that failed, the model first of all; PROCESS if none did. */
    Stage decidingStage() {
        if (error() != StageCall.SUCCESS) {
            return hasFailedModel() ? Stage.MODEL : Stage.PROCESS;
        }
        if (isFailed() && (downloadFailed || uploadFailed)) {
            return downloadFailed ? Stage.DOWNLOAD : Stage.UPLOAD;
        }
        return failedNotifications > 0 ? Stage.NOTIFY : Stage.PROCESS;
    }

    /** What left the model, or the PROCESS if none of its stages failed. */
    byte error() {
        if (hasFailedModel()) {
            return modelResult;
        }
        return stageFailed || processResult == StageCall.OPEN ? StageCall.SUCCESS : processResult;
    }
}
