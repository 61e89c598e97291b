package io.inferometer.agent.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Guards a port on loopback against DNS rebinding: a web page whose name suddenly means 127.0.0.1 may send requests here,
 * but not without its own name in the {@code Host} header. The port in the header is not looked at, so that tunnels work.
 */
final class HostGuard {

    /** For a port that other machines may reach: which names lead there is not known. */
    static final HostGuard NONE = new HostGuard("", false);

    /** Compiled for the first request. */
    private static final class Hosts {

        private static final Pattern LOOPBACK =
                Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[(0{1,4}:){7}0{0,3}1]");
        private static final Pattern PORT = Pattern.compile(":[0-9]*$");

        private Hosts() {}
    }

    private final String boundHost;
    private final boolean strict;

    private HostGuard(String boundHost, boolean strict) {
        this.boundHost = boundHost.toLowerCase(Locale.ROOT);
        this.strict = strict;
    }

    /** Lets through requests to loopback, under any of its usual names or the one that was configured. */
    static HostGuard loopback(String boundHost) {
        return new HostGuard(
                boundHost.contains(":") && !boundHost.startsWith("[") ? "[" + boundHost + "]" : boundHost, true);
    }

    /** What to answer instead, if anything. */
    Optional<Response> refuse(Request request) {
        List<String> hosts = request.all("host");
        if (hosts.size() > 1 || (hosts.isEmpty() && request.minorVersion() == 1)) {
            return Optional.of(Response.text(400, "exactly one Host header is needed"));
        }
        if (!strict || hosts.isEmpty()) {
            return Optional.empty();
        }
        String host = Hosts.PORT.matcher(hosts.get(0)).replaceFirst("").toLowerCase(Locale.ROOT);
        if (host.equals(boundHost) || Hosts.LOOPBACK.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                Response.text(403, "this port answers to localhost only, not to the name in the Host header"));
    }
}
