package io.inferometer.agent.async;

/** Requests by the beginning of their work. A request is in one such list at most. */
final class ByBeginning extends RequestList {

    @Override
    long time(Request request) {
        return request.begun();
    }

    @Override
    Request previous(Request request) {
        return request.before;
    }

    @Override
    Request next(Request request) {
        return request.after;
    }

    @Override
    void setPrevious(Request request, Request previous) {
        request.before = previous;
    }

    @Override
    void setNext(Request request, Request next) {
        request.after = next;
    }
}
