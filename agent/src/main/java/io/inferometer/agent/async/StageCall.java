package io.inferometer.agent.async;

import io.inferometer.agent.record.ByIdentity;

/**
 * One call of a stage; its beginning is an event. Also adds up the stages inside it, which may end on several threads: guarded by its
 * monitor, but for what never changes.
 */
class StageCall extends StageEvent {

    /** How a call ended. Errors of the client and of the server as AWS counts them. */
    static final byte OPEN = -1;

    static final byte SUCCESS = 0;
    static final byte CLIENT_ERROR = 1;
    static final byte SERVER_ERROR = 2;

    final Stage stage;
    final Object id;
    final long begin;

    private byte result = OPEN;
    private long end;

    /** Asynchronous stages inside it that have not ended. */
    private int open;

    // Nanoseconds of successful downloads and uploads, of all calls of the model, and of everything inside it that is
    // not the model.
    private long download;
    private long upload;
    private long model;
    private long besideModel;

    /** Whether there was a successful one. */
    private boolean downloaded;

    private boolean uploaded;

    /** Whether the latest one failed. */
    private boolean downloadFailed;

    private boolean uploadFailed;

    /** How the latest call of the model ended; {@link #OPEN} without one. */
    private byte modelResult = OPEN;

    private boolean stageFailed;
    private boolean notified;
    private byte failedNotifications;

    /** The first of the streams inside it that have not ended; null without one. */
    private OpenStream streams;

    // The tracker's: its request, null if that is not known and the call is ignored; whether its end was taken.
    QueuedRequest request;
    boolean isSeenToEnd;

    StageCall(Stage stage, Object id, long begin) {
        this.stage = stage;
        this.id = id;
        this.begin = begin;
    }

    /** @return whether it had not ended */
    synchronized boolean end(long nanos, byte how) {
        if (result != OPEN) {
            return false;
        }
        end = nanos;
        result = how;
        return true;
    }

    synchronized byte result() {
        return result;
    }

    synchronized long end() {
        return end;
    }

    synchronized boolean isNotified() {
        return notified;
    }

    /** A stage inside it goes on after its method has returned. */
    synchronized void open() {
        open++;
    }

    synchronized void close() {
        open--;
    }

    synchronized boolean hasOpen() {
        return open > 0;
    }

    /** A stream inside it goes on after the method that got it has returned. */
    synchronized void open(OpenStream stream) {
        if (result == OPEN) {
            stream.other = streams;
            streams = stream;
        } else {
            end(stream, System.nanoTime(), SUCCESS);
        }
    }

    /** Ends a stream unless it has ended. */
    synchronized void end(OpenStream stream, long nanos, byte how) {
        if (!stream.hasEnded) {
            stream.hasEnded = true;
            add(stream.stage, nanos - stream.begin, how);
            streams = stream == streams ? stream.other : streams;
        }
    }

    /** Ends the streams that nobody closed. */
    void endStreams(long nanos, ByIdentity<OpenStream> known) {
        OpenStream next;
        synchronized (this) {
            next = streams;
            streams = null;
        }
        for (; next != null; next = next.other) {
            end(next, nanos, SUCCESS);
            next.forget(known);
        }
    }

    /** Adds a call of a stage that is over. */
    synchronized void add(Stage which, long nanos, byte how) {
        boolean failed = how != SUCCESS;
        stageFailed |= failed;
        switch (which) {
            case DOWNLOAD -> {
                download += failed ? 0 : nanos;
                besideModel += nanos;
                downloaded |= !failed;
                downloadFailed = failed;
            }
            case UPLOAD -> {
                upload += failed ? 0 : nanos;
                besideModel += nanos;
                uploaded |= !failed;
                uploadFailed = failed;
            }
            case MODEL -> {
                model += nanos;
                modelResult = how;
            }
            case NOTIFY -> {
                besideModel += nanos;
                notified = true;
                failedNotifications += (byte) (failed && failedNotifications < Byte.MAX_VALUE ? 1 : 0);
            }
            case ACCEPT, PROCESS, EXPIRE -> {}
        }
    }

    /** Keeps in words why a stage inside it, or itself, failed. */
    void failed(Stage which, String failure) {
        // Where requests have no lines nobody asks for it.
    }

    /** Why a stage inside it, or itself, failed last; null if it did not, or that was not kept. */
    String failure(Stage which) {
        return null;
    }

    /** Adds what happened inside it to what happened to its request. */
    synchronized void addTo(RequestResult all) {
        all.download += download;
        all.upload += upload;
        all.model += model;
        all.downloaded |= downloaded;
        all.uploaded |= uploaded;
        all.downloadFailed |= downloadFailed;
        all.uploadFailed |= uploadFailed;
        all.stageFailed |= stageFailed;
        all.modelResult = (byte) Math.max(all.modelResult, modelResult);
        all.failedNotifications += failedNotifications;
        if (stage == Stage.PROCESS) {
            all.processResult = result;
            // Stages inside it may overlap.
            all.processNanos = Math.max(0, end - begin - besideModel);
        }
    }
}
