package io.inferometer.agent.async;

/**
 * Requests in the order of a time that they have. They come nearly in that order, so that a new one finds its place within few steps of
 * the end. One thread only.
 */
abstract class RequestList {

    private Request first;
    private Request last;
    private int size;

    /** The time by which a request has its place, which must not change while it is in the list. */
    abstract long time(Request request);

    abstract Request previous(Request request);

    abstract Request next(Request request);

    abstract void setPrevious(Request request, Request previous);

    abstract void setNext(Request request, Request next);

    /** The one with the least time; null if there is none. */
    Request first() {
        return first;
    }

    int size() {
        return size;
    }

    void add(Request request) {
        long time = time(request);
        Request before = last;
        while (before != null && time(before) > time) {
            before = previous(before);
        }
        Request after = before == null ? first : next(before);
        setPrevious(request, before);
        setNext(request, after);
        link(before, request);
        linkBack(after, request);
        size++;
    }

    void remove(Request request) {
        Request before = previous(request);
        Request after = next(request);
        link(before, after);
        linkBack(after, before);
        setPrevious(request, null);
        setNext(request, null);
        size--;
    }

    private void link(Request before, Request next) {
        if (before == null) {
            first = next;
        } else {
            setNext(before, next);
        }
    }

    private void linkBack(Request after, Request previous) {
        if (after == null) {
            last = previous;
        } else {
            setPrevious(after, previous);
        }
    }
}
