package io.inferometer.agent.async;

/** Requests by the beginning of their work. A request is in one such list at most. */
final class ByBeginning extends RequestList {

    @Override
    long time(QueuedRequest request) {
        return request.begun();
    }

    @Override
    QueuedRequest previous(QueuedRequest request) {
        return request.before;
    }

    @Override
    QueuedRequest next(QueuedRequest request) {
        return request.after;
    }

    @Override
    void setPrevious(QueuedRequest request, QueuedRequest previous) {
        request.before = previous;
    }

    @Override
    void setNext(QueuedRequest request, QueuedRequest next) {
        request.after = next;
    }
}
