package io.inferometer.exporter.awsclient.http;

import java.net.URI;
import java.util.Locale;

/**
 * The server that a request is meant for.
 *
 * @param isSecure whether it speaks TLS
 * @param host without the brackets of an IPv6 address
 */
public record Origin(boolean isSecure, String host, int port) {

    /** @param uri one with a host, whose scheme is {@code http} or {@code https} */
    public static Origin of(URI uri) {
        return of(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    /** @param port 0 or less is the scheme's own */
    static Origin of(String scheme, String host, int port) {
        boolean isSecure = "https".equals(scheme.toLowerCase(Locale.ROOT));
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new Origin(isSecure, bare, port > 0 ? port : defaultPort(isSecure));
    }

    /** {@code host:port}. */
    String authority() {
        return bracketed(host) + ":" + port;
    }

    /** What the header {@code Host} holds: the port is left out where it is the scheme's own. */
    String hostHeader() {
        return port == defaultPort(isSecure) ? bracketed(host) : authority();
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    static int defaultPort(boolean isSecure) {
        return isSecure ? 443 : 80;
    }
}
