package io.inferometer.sample.load;

import io.inferometer.sample.flags.WholeNumber;
import java.net.URI;
import java.util.Iterator;
import java.util.List;

/**
 * The command line of {@link LoadGenerator}.
 *
 * @param url where to post
 * @param clients how many requests are under way at a time, 1 to 1024
 * @param seconds how long to go on; 0 until the process is told to end
 * @param textsPerRequest 1 to 256
 * @param help print the usage and leave
 */
record LoadOptions(URI url, int clients, int seconds, int textsPerRequest, boolean help) {

    static final String USAGE = """
            Usage: java -cp embedding-server.jar io.inferometer.sample.load.LoadGenerator --url URL [flags]
            Posts real English sentences, prints its books as one line of JSON when it ends.

              --url URL     for example http://127.0.0.1:8080/embed
              --clients K   requests under way at a time, 1 to 1024 (default 4)
              --seconds S   stop after this long; 0: on SIGTERM or Ctrl-C (default 10)
              --texts N     sentences per request, 1 to 256 (default 1)
              --help        this page

            Exit code 0, or 1 when a request failed.
            """;

    /** @throws IllegalArgumentException one line that says which flag is wrong and what is expected */
    static LoadOptions parse(String... args) {
        URI url = null;
        int clients = 4;
        int seconds = 10;
        int texts = 1;
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "--url" -> url = url(rest);
                case "--clients" -> clients = WholeNumber.after(flag, rest, 1, 1024);
                case "--seconds" -> seconds = WholeNumber.after(flag, rest, 0, Integer.MAX_VALUE);
                case "--texts" -> texts = WholeNumber.after(flag, rest, 1, 256);
                case "--help", "-h" -> {
                    return new LoadOptions(URI.create(""), clients, seconds, texts, true);
                }
                default -> throw new IllegalArgumentException("unknown flag " + flag + "; try --help");
            }
        }
        if (url == null) {
            throw new IllegalArgumentException("--url is missing; try --help");
        }
        return new LoadOptions(url, clients, seconds, texts, false);
    }

    private static URI url(Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next() : "";
        if (!text.startsWith("http://")) {
            throw new IllegalArgumentException("--url needs an address that begins with http://, not '" + text + "'");
        }
        return URI.create(text);
    }
}
