package io.inferometer.sample.async;

import io.inferometer.sample.flags.WholeNumber;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The command line of {@link AsyncServer}.
 *
 * @param s3 where objects are
 * @param port 0 to 65535; 0 picks a free one
 * @param queue how many requests may wait
 * @param workers how many there are at first
 * @param ttl how long a request may wait
 * @param help print the usage and leave
 */
record ServerOptions(URI s3, int port, int queue, int workers, Duration ttl, boolean help) {

    static final String USAGE = """
            Usage: java -jar async-server.jar --s3 URL [--port P] [--queue N] [--workers N] [--ttl SECONDS]
            Queues texts in S3, embeds them (all-MiniLM-L6-v2, 384 dimensions), stores the vectors in S3 and calls back.

              --s3 URL       an S3 server; its key is in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
              --port P       port to listen on, 0 picks a free one (default 8080)
              --queue N      how many requests may wait, 1 to 1000000 (default 1000)
              --workers N    how many work at first, 0 to 64 (default 1)
              --ttl SECONDS  how long a request may wait, 1 to 21600 (default 21600)
              --help         this page

              POST /requests  {"input":"s3://texts/a","output":"s3://vectors/a","callback":"http://…","ttlMillis":1000}
                              202 and its id, or 503 when the queue is full
              PUT /workers    how many work from now on
              GET /queue      how many wait, and how many work
            """;

    /** @throws IllegalArgumentException one line that says which flag is wrong and what is expected */
    static ServerOptions parse(String... args) {
        URI s3 = null;
        int port = 8080;
        int queue = 1000;
        int workers = 1;
        int ttl = 21_600;
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "--s3" -> s3 = address(rest);
                case "--port" -> port = WholeNumber.after(flag, rest, 0, 65535);
                case "--queue" -> queue = WholeNumber.after(flag, rest, 1, 1_000_000);
                case "--workers" -> workers = WholeNumber.after(flag, rest, 0, Workers.MOST);
                case "--ttl" -> ttl = WholeNumber.after(flag, rest, 1, 21_600);
                case "--help", "-h" -> {
                    return new ServerOptions(s3, port, queue, workers, Duration.ofSeconds(ttl), true);
                }
                default -> throw new IllegalArgumentException("unknown flag " + flag + "; try --help");
            }
        }
        if (s3 == null) {
            throw new IllegalArgumentException("--s3 is missing; try --help");
        }
        return new ServerOptions(s3, port, queue, workers, Duration.ofSeconds(ttl), false);
    }

    private static URI address(Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next() : "";
        if (!text.matches("https?://[^/]+/?")) {
            throw new IllegalArgumentException(
                    "--s3 needs an address such as http://127.0.0.1:9000, not '" + text + "'");
        }
        return URI.create(text);
    }
}
