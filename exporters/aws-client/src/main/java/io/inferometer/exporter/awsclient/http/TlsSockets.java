package io.inferometer.exporter.awsclient.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.http.SystemPropertyTlsKeyManagersProvider;

/**
 * TLS with what the JVM was told to trust ({@code javax.net.ssl.trustStore}) and to identify itself by ({@code
 * javax.net.ssl.keyStore}), read once. Neither {@link SSLContext#getDefault} nor the defaults of {@code
 * HttpsURLConnection} are asked, which belong to the application. Thread-safe.
 */
final class TlsSockets {

    private static SSLSocketFactory factory;

    private TlsSockets() {}

    /**
     * Begins TLS on a connected socket and checks that the certificate is the host's.
     *
     * @param socket left open if this fails
     */
    static SSLSocket over(Socket socket, String host, int port) throws IOException {
        SSLSocket secure = (SSLSocket) factory().createSocket(socket, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private static synchronized SSLSocketFactory factory() throws IOException {
        if (factory == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(SystemPropertyTlsKeyManagersProvider.create().keyManagers(), null, null);
                factory = context.getSocketFactory();
            } catch (GeneralSecurityException | RuntimeException unusable) {
                throw new IOException(
                        "TLS cannot be set up: check javax.net.ssl.trustStore and javax.net.ssl.keyStore", unusable);
            }
        }
        return factory;
    }
}
