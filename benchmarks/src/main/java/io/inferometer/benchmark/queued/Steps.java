package io.inferometer.benchmark.queued;

/** The methods of a server of queued requests, without any work. Thread-safe. */
final class Steps implements Work {

    /** Written, so that the methods are not empty. */
    volatile long done;

    @Override
    public void request(String id) {
        accept(id);
        process(id);
    }

    void accept(String id) {
        done = id.length();
    }

    private void process(String id) {
        download();
        model();
        upload();
        callBack();
        done = id.length();
    }

    private void download() {
        done = 1;
    }

    private void model() {
        done = 2;
    }

    private void upload() {
        done = 3;
    }

    private void callBack() {
        done = 4;
    }
}
