package io.inferometer.agent.it.app;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Configures in {@code main} what the JDK reads once, when the first of its users is initialised. */
public final class LateConfiguration {

    private LateConfiguration() {}

    /** Loaded when the application is told to go on. */
    public static final class Marker {
        static final String TEXT = new String("going on");

        private Marker() {}
    }

    /** A log manager as application servers bring one. */
    public static final class OwnLogManager extends LogManager {}

    public static void main(String[] arguments) throws Exception {
        Scorer.annotated(1);
        System.in.read();
        System.out.println(Marker.TEXT);
        logging(arguments[0]);
        forkJoin();
        httpServer();
    }

    private static void logging(String configuration) throws IOException {
        System.setProperty("java.util.logging.config.file", configuration);
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        System.out.println(LogManager.getLogManager().getClass().getName());
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        Logger.getLogger("fine").fine("fine is shown");
        Logger.getLogger("other").info("info is hidden");
        Logger.getLogger("other").warning("warning is shown");
        System.setErr(err);
        System.out.print(log.toString(StandardCharsets.UTF_8));
    }

    private static void forkJoin() {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "7");
        System.out.println("parallelism " + ForkJoinPool.getCommonPoolParallelism());
    }

    /** A request with more headers than the application allows; the default is 200. */
    private static void httpServer() throws IOException {
        System.setProperty("sun.net.httpserver.maxReqHeaders", "3");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        System.out.println("3 headers: " + answer(server, 3));
        System.out.println("9 headers: " + answer(server, 9));
        server.stop(0);
    }

    private static String answer(HttpServer server, int headers) throws IOException {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nConnection: close\r\n");
        for (int i = 1; i < headers; i++) {
            request.append("X-").append(i).append(": x\r\n");
        }
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains(" 204 ") ? "served" : "refused";
        }
    }
}
