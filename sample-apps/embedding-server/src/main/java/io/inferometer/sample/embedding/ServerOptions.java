package io.inferometer.sample.embedding;

import io.inferometer.sample.flags.WholeNumber;
import java.util.Iterator;
import java.util.List;

/**
 * The command line of {@link EmbeddingServer}.
 *
 * @param port 0 to 65535; 0 picks a free one
 * @param threads platform threads that serve requests; 0 leaves it to the JDK's abilities
 * @param help print the usage and leave
 */
record ServerOptions(int port, int threads, boolean help) {

    static final String USAGE = """
            Usage: java -jar embedding-server.jar [--port P] [--threads N]
            Serves sentence embeddings (all-MiniLM-L6-v2, 384 dimensions) on 127.0.0.1.

              --port P     port to listen on, 0 picks a free one (default 8080)
              --threads N  serve with N platform threads, 1 to 1024 (default: virtual threads where the
                           JDK has them, else two threads per processor)
              --help       this page

              POST /embed  {"texts":["one","two"]} as application/json, or one sentence as text/plain
              GET /healthz
            """;

    /** @throws IllegalArgumentException one line that says which flag is wrong and what is expected */
    static ServerOptions parse(String... args) {
        int port = 8080;
        int threads = 0;
        boolean help = false;
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "--port" -> port = WholeNumber.after(flag, rest, 0, 65535);
                case "--threads" -> threads = WholeNumber.after(flag, rest, 1, 1024);
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown flag " + flag + "; try --help");
            }
        }
        return new ServerOptions(port, threads, help);
    }
}
