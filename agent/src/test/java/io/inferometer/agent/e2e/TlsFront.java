package io.inferometer.agent.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Speaks TLS in the name of AWS's hosts for a server that does not, as a load balancer does. */
final class TlsFront extends LoopbackServer {

    private static final String PASSWORD = "changeit";

    private final int backend;

    /** @param backend a port on loopback */
    TlsFront(Path keyStore, int backend) throws IOException {
        super(serverSocket(keyStore));
        this.backend = backend;
    }

    @Override
    void serve(Socket client) throws IOException {
        join(client, new Socket(InetAddress.getLoopbackAddress(), backend));
    }

    /** A key whose certificate is for AWS's hosts in us-east-1 and for loopback; clients trust it as its own issuer. */
    static Path keyStore(Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("tls.p12");
        if (!Files.exists(file)) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "tls",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=test",
                            "-ext",
                            "SAN=dns:*.us-east-1.amazonaws.com,dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("keytool.log").toFile())
                    .start();
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException(Files.readString(directory.resolve("keytool.log")));
            }
        }
        return file;
    }

    /** What makes a JVM trust it. */
    static String[] trust(Path keyStore) {
        return List.of("-Djavax.net.ssl.trustStore=" + keyStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD)
                .toArray(new String[0]);
    }

    static ServerSocket serverSocket(Path keyStore) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, new SecureRandom());
            return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }
}
