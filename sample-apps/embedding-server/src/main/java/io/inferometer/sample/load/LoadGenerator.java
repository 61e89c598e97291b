package io.inferometer.sample.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The load generator's main class. */
public final class LoadGenerator {

    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Client> clients = new ArrayList<>();

    LoadGenerator(URI url, int clientCount, int textsPerRequest) throws IOException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        Sentences sentences = new Sentences();
        for (int i = 0; i < clientCount; i++) {
            clients.add(new Client(http, url, sentences, textsPerRequest, stop));
        }
    }

    /** Begins no further request. */
    void stop() {
        stop.countDown();
    }

    /**
     * Runs all clients.
     *
     * @param seconds 0: until {@link #stop} is called
     * @return the books, when the last request in flight has ended
     */
    Tally run(int seconds) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Client client : clients) {
            Thread thread = new Thread(client, "load-" + threads.size());
            thread.start();
            threads.add(thread);
        }
        if (seconds == 0) {
            stop.await();
        } else if (!stop.await(seconds, TimeUnit.SECONDS)) {
            stop();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Tally sum = new Tally();
        clients.forEach(client -> sum.add(client.tally()));
        return sum;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        LoadOptions options;
        try {
            options = LoadOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("load-generator: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(LoadOptions.USAGE);
            return;
        }
        LoadGenerator load = new LoadGenerator(options.url(), options.clients(), options.textsPerRequest());
        CountDownLatch printed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInGoodOrder(load, printed), "load-shutdown"));
        long start = System.nanoTime();
        Tally books = load.run(options.seconds());
        System.out.println(books.json((System.nanoTime() - start) / 1e9));
        System.out.flush();
        printed.countDown();
        if (books.failures() > 0) {
            System.exit(1);
        }
    }

    private static void endInGoodOrder(LoadGenerator load, CountDownLatch printed) {
        load.stop();
        try {
            // A request times out after 30 seconds, so the books are there by then.
            if (!printed.await(40, TimeUnit.SECONDS)) {
                System.err.println("load-generator: requests still in flight after 40 s; the books are lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
