package io.inferometer.sample.async.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Hears from {@link WitnessedServer}, and tells the books, on a thread of its own. */
final class StopwatchReader implements AutoCloseable {

    private final Books books;
    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    StopwatchReader(Books books) throws IOException {
        this.books = books;
        Thread thread = new Thread(this::read, "stopwatch");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void read() {
        try (Socket server = listening.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 3);
                books.moment(words[1], Moment.valueOf(words[0]), Long.parseLong(words[2]));
            }
        } catch (IOException e) {
            // The server has ended, or the load is closed. Requests whose moments are missing keep it from agreeing.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
