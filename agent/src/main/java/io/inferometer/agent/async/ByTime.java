package io.inferometer.agent.async;

/** Requests by {@link Request#time}. A request is in one such list at most. */
final class ByTime extends RequestList {

    @Override
    long time(Request request) {
        return request.time;
    }

    @Override
    Request previous(Request request) {
        return request.older;
    }

    @Override
    Request next(Request request) {
        return request.younger;
    }

    @Override
    void setPrevious(Request request, Request previous) {
        request.older = previous;
    }

    @Override
    void setNext(Request request, Request next) {
        request.younger = next;
    }
}
