package io.inferometer.exporter.awsclient.http;

import java.io.IOException;
import java.util.List;

/** The proxy, and not the server behind it, is why there is no response. */
final class ProxyException extends IOException {

    private static final long serialVersionUID = 1;

    static final int AUTHENTICATION_REQUIRED = 407;

    ProxyException(String message) {
        super(message);
    }

    /** @param head the proxy's own answer */
    static ProxyException refusal(ProxyServer proxy, ResponseHead head) {
        String said = "the proxy " + proxy + " answered HTTP " + head.status();
        if (head.status() != AUTHENTICATION_REQUIRED) {
            return new ProxyException(said + ": check that it allows CONNECT to the endpoint");
        }
        List<String> challenges = head.values("Proxy-Authenticate");
        if (!challenges.isEmpty() && challenges.stream().noneMatch(ProxyException::isBasic)) {
            return new ProxyException(said + ": it asks for "
                    + challenges.get(0).split("[\\s,]", 2)[0] + " authentication, only Basic is supported");
        }
        return new ProxyException(said
                + (proxy.authorization().isEmpty()
                        ? ": it asks for user and password, set " + proxy.credentialsSource()
                        : ": it refuses user and password, check " + proxy.credentialsSource()));
    }

    private static boolean isBasic(String challenge) {
        return challenge.regionMatches(true, 0, "Basic", 0, "Basic".length());
    }
}
