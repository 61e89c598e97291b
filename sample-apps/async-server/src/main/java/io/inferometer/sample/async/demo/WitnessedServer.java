package io.inferometer.sample.async.demo;

import io.inferometer.sample.async.AsyncServer;
import io.inferometer.sample.async.Witness;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The sample's server with the load's stopwatch inside. Arguments: the port of {@link StopwatchReader}, then those of the server. */
public final class WitnessedServer implements Witness {

    private final Writer load;

    private WitnessedServer(Writer load) {
        this.load = load;
    }

    public static void main(String[] args) throws IOException {
        // Not closed: it lives until the process ends.
        @SuppressWarnings("resource")
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        Writer load = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII));
        AsyncServer.serve(Arrays.copyOfRange(args, 1, args.length), new WitnessedServer(load));
    }

    @Override
    public void accepted(String id) {
        write(Moment.ACCEPTED, id, System.nanoTime());
    }

    @Override
    public void begins(String id) {
        write(Moment.BEGUN, id, System.nanoTime());
    }

    @Override
    public void ended(String id) {
        write(Moment.ENDED, id, System.nanoTime());
    }

    private synchronized void write(Moment moment, String id, long nanos) {
        try {
            load.write(moment + " " + id + " " + nanos + "\n");
            if (moment != Moment.BEGUN) {
                load.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the load does not listen any more", e);
        }
    }
}
