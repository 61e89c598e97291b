package io.inferometer.agent.e2e.app;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * An application that sets all there is to set in a JVM for its own HTTP, to what works for itself alone, then calls
 * {@link Scorer}. Prints {@code ENTERED} wherever anybody uses it, and its cookies at the end.
 */
public final class ProcessWideHttp {

    private ProcessWideHttp() {}

    /** @param arguments those of {@link ScoreCalls} */
    public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        HttpCookie session = new HttpCookie("SESSION", "secret");
        session.setDomain(".amazonaws.com");
        session.setPath("/");
        session.setVersion(0);
        cookies.getCookieStore().add(URI.create("https://monitoring.us-east-1.amazonaws.com"), session);
        CookieHandler.setDefault(cookies);
        ProxySelector.setDefault(new OwnProxies());
        Authenticator.setDefault(new OwnPasswords());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new OwnPartners()}, new SecureRandom());
        SSLContext.setDefault(context);
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
        HttpsURLConnection.setDefaultHostnameVerifier((host, tls) -> false);
        URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new OwnHandler() : null);
        ScoreCalls.main(arguments);
        System.out.println("cookies " + cookies.getCookieStore().getCookies().size());
    }

    private static void entered(String what) {
        System.out.println("ENTERED " + what + " by " + Thread.currentThread().getName());
    }

    private static final class OwnProxies extends ProxySelector {

        @Override
        public List<Proxy> select(URI uri) {
            entered("ProxySelector");
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            entered("ProxySelector");
        }
    }

    private static final class OwnPasswords extends Authenticator {

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            entered("Authenticator");
            return null;
        }
    }

    private static final class OwnPartners implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            entered("TrustManager");
            throw new CertificateException("nobody");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class OwnHandler extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            entered("URLStreamHandler");
            throw new IOException("the application's own way");
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return openConnection(url);
        }
    }
}
