package io.inferometer.agent.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on loopback with a thread for each connection. */
abstract class LoopbackServer implements AutoCloseable {

    private final ServerSocket server;

    /** @param server bound already; closed with this */
    LoopbackServer(ServerSocket server) {
        this.server = server;
        daemon(this::accept);
    }

    final int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> serveAndClose(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serveAndClose(Socket client) {
        try (client) {
            serve(client);
        } catch (IOException gone) {
            // One of both sides has had enough.
        }
    }

    abstract void serve(Socket client) throws IOException;

    /** Passes bytes both ways until one side ends. */
    static void join(Socket client, Socket backend) throws IOException {
        try (backend) {
            InputStream requests = client.getInputStream();
            OutputStream onward = backend.getOutputStream();
            daemon(() -> {
                try {
                    requests.transferTo(onward);
                    backend.shutdownOutput();
                } catch (IOException gone) {
                    // The other direction ends too.
                }
            });
            backend.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
