package io.inferometer.sample.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends one request after the other until it is told to stop. A request that was begun is always seen to its end. */
final class Client implements Runnable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Keeps a server that is down from being hammered. */
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final HttpClient http;
    private final URI url;
    private final Sentences sentences;
    private final int textsPerRequest;
    private final CountDownLatch stop;
    private final Tally tally = new Tally();

    /** @param stop no request is begun once it is open */
    Client(HttpClient http, URI url, Sentences sentences, int textsPerRequest, CountDownLatch stop) {
        this.http = http;
        this.url = url;
        this.sentences = sentences;
        this.textsPerRequest = textsPerRequest;
        this.stop = stop;
    }

    /** To be read when the thread that runs this has ended. */
    Tally tally() {
        return tally;
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                if (!request()) {
                    stop.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but one who wants it to end.
            Thread.currentThread().interrupt();
        }
    }

    private boolean request() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(sentences.nextBody(textsPerRequest)))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            if (answer.statusCode() == 200) {
                tally.succeeded(System.nanoTime() - start, textsPerRequest);
                return true;
            }
        } catch (IOException e) {
            // Counted below like any other failure; what the server did with the request is unknown.
        }
        tally.failed();
        return false;
    }
}
