package io.inferometer.agent.async;

/**
 * Requests in the order of a time that they have. They come nearly in that order, so that a new one finds its place within few steps of
 * the end. One thread only.
 */
abstract class RequestList {

    private QueuedRequest first;
    private QueuedRequest last;
    private int size;

    /** The time by which a request has its place, which must not change while it is in the list. */
    abstract long time(QueuedRequest request);

    abstract QueuedRequest previous(QueuedRequest request);

    abstract QueuedRequest next(QueuedRequest request);

    abstract void setPrevious(QueuedRequest request, QueuedRequest previous);

    abstract void setNext(QueuedRequest request, QueuedRequest next);

    /** The one with the least time; null if there is none. */
    QueuedRequest first() {
        return first;
    }

    int size() {
        return size;
    }

    void add(QueuedRequest request) {
        long time = time(request);
        QueuedRequest before = last;
        while (before != null && time(before) > time) {
            before = previous(before);
        }
        QueuedRequest after = before == null ? first : next(before);
        setPrevious(request, before);
        setNext(request, after);
        link(before, request);
        linkBack(after, request);
        size++;
    }

    void remove(QueuedRequest request) {
        QueuedRequest before = previous(request);
        QueuedRequest after = next(request);
        link(before, after);
        linkBack(after, before);
        setPrevious(request, null);
        setNext(request, null);
        size--;
    }

    private void link(QueuedRequest before, QueuedRequest next) {
        if (before == null) {
            first = next;
        } else {
            setNext(before, next);
        }
    }

    private void linkBack(QueuedRequest after, QueuedRequest previous) {
        if (after == null) {
            last = previous;
        } else {
            setPrevious(after, previous);
        }
    }
}
