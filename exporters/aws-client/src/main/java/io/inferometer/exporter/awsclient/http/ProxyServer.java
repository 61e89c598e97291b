package io.inferometer.exporter.awsclient.http;

import io.inferometer.exporter.api.MissingSettingException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proxy, and who named it. Its text shows no password.
 *
 * @param isSecure whether the proxy itself is spoken to over TLS
 * @param authorization the value of {@code Proxy-Authorization}
 * @param source the variable or property that names it
 */
record ProxyServer(boolean isSecure, String host, int port, Optional<String> authorization, String source) {

    private static final Pattern NAME_OR_IPV4 = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9._])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");

    /** What stands ahead of an {@code @} in the path of a proxy, and of no user and password that are escaped. */
    private static final Pattern HOST_AND_PATH =
            Pattern.compile("(.*@)?(\\[[^]@]*]|[^:/?#@\\[]+):[0-9]+[/?#].*|(\\[[^]@]*]|[^:/?#@\\[]*)[/?#].*");

    /** In words where the form would itself be taken for an address with a password. */
    private static final String REMEDY = ": set it to http://host:3128 or https://host:3128, with user, colon, password"
            + " and at sign ahead of the host if the proxy asks for them, or leave it empty to use no proxy";

    /**
     * Reads {@code [http[s]://][user[:password]@]host[:port]}. As in curl, everything up to the last {@code @} is user
     * and password, either of which may be percent-encoded and must be where both together would look like a host and a path.
     *
     * @param source the variable that holds the text
     * @throws MissingSettingException when it is anything else; the message holds nothing of the text, for any part of it
     *     may be a password
     */
    static ProxyServer parse(String source, String text) {
        String rest = text.strip();
        boolean isSecure = false;
        int schemeEnd = rest.indexOf("://");
        if (schemeEnd >= 0) {
            String scheme = rest.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
            if (scheme.startsWith("socks")) {
                throw unusable(source, "SOCKS proxies are not supported");
            }
            isSecure = scheme.equals("https");
            if (!isSecure && !scheme.equals("http")) {
                throw unusable(source, "its scheme is neither http nor https");
            }
            rest = rest.substring(schemeEnd + 3);
        }
        int userEnd = rest.lastIndexOf('@');
        if (userEnd > 0 && HOST_AND_PATH.matcher(rest.substring(0, userEnd)).matches()) {
            throw unusable(
                    source, "its at sign stands behind a host and a path, and a / in user or password is written %2F");
        }
        String place = rest.substring(userEnd + 1).replaceFirst("[/?#].*", "");
        int hostEnd = place.startsWith("[") ? place.indexOf(']') + 1 : place.indexOf(':');
        String host = hostEnd <= 0 ? place : place.substring(0, hostEnd);
        boolean isIpv6 = host.startsWith("[") && host.endsWith("]");
        String bare = isIpv6 ? host.substring(1, host.length() - 1) : host;
        if (!(isIpv6 ? IPV6 : NAME_OR_IPV4).matcher(bare).matches()) {
            throw unusable(source, "it names no host");
        }
        String port = place.substring(host.length());
        return new ProxyServer(
                isSecure,
                bare,
                port.isEmpty() ? Origin.defaultPort(isSecure) : port(source, port),
                userEnd <= 0 ? Optional.empty() : Optional.of(basic(rest.substring(0, userEnd))),
                source);
    }

    private static int port(String source, String text) {
        if (text.matches(":[0-9]{1,5}")) {
            int port = Integer.parseInt(text.substring(1));
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw unusable(source, "its port is not a number from 1 to 65535");
    }

    private static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? basic(decoded(userInfo), "")
                : basic(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    /** The value of {@code Proxy-Authorization} for a user and password (RFC 7617). */
    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A percent sign that begins no code stands for itself. */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            bytes.write(low < 0 ? encoded[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static MissingSettingException unusable(String source, String reason) {
        return new MissingSettingException(source + " cannot be used, " + reason + REMEDY);
    }

    /** What names user and password. */
    String credentialsSource() {
        return source.endsWith(".proxyHost")
                ? source.replace("Host", "User") + " and " + source.replace("Host", "Password")
                : "both in " + source + ", ahead of the host";
    }

    @Override
    public String toString() {
        return (isSecure ? "https://" : "http://") + Origin.bracketed(host) + ":" + port + " (" + source + ")";
    }
}
