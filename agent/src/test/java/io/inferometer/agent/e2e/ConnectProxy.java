package io.inferometer.agent.e2e;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that tunnels to one place, whatever name is asked for, and wants user and password. */
final class ConnectProxy extends LoopbackServer {

    private final String authorization;
    private final int target;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * @param server plain or TLS
     * @param userInfo {@code user:password}
     * @param target the port on loopback that all tunnels lead to
     */
    ConnectProxy(ServerSocket server, String userInfo, int target) {
        super(server);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
        this.target = target;
    }

    static ServerSocket plain() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** The request lines of all who came with the right password. */
    List<String> tunnels() {
        return List.copyOf(asked);
    }

    @Override
    void serve(Socket client) throws IOException {
        String head = head(client.getInputStream());
        if (!head.contains("\r\nProxy-Authorization: " + authorization + "\r\n")) {
            answer(
                    client,
                    "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0");
        } else if (!head.startsWith("CONNECT ")) {
            answer(client, "405 Method Not Allowed\r\nContent-Length: 0");
        } else {
            asked.add(head.substring(0, head.indexOf(" HTTP/1.1\r\n")));
            answer(client, "200 Connection established");
            join(client, new Socket(InetAddress.getLoopbackAddress(), target));
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + text + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
