package io.inferometer.agent.async;

/** Requests by {@link QueuedRequest#time}. A request is in one such list at most. */
final class ByTime extends RequestList {

    @Override
    long time(QueuedRequest request) {
        return request.time;
    }

    @Override
    QueuedRequest previous(QueuedRequest request) {
        return request.older;
    }

    @Override
    QueuedRequest next(QueuedRequest request) {
        return request.younger;
    }

    @Override
    void setPrevious(QueuedRequest request, QueuedRequest previous) {
        request.older = previous;
    }

    @Override
    void setNext(QueuedRequest request, QueuedRequest next) {
        request.younger = next;
    }
}
