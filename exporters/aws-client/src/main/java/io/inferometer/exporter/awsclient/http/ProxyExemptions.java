package io.inferometer.exporter.awsclient.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The servers that are called without a proxy. Names are not resolved: an entry that is an address or a network exempts
 * only servers that are named by their address.
 */
final class ProxyExemptions {

    static final ProxyExemptions NONE = new ProxyExemptions(List.of(), List.of());

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final List<Predicate<Origin>> entries;
    private final List<String> unusable;

    private ProxyExemptions(List<Predicate<Origin>> entries, List<String> unusable) {
        this.entries = entries;
        this.unusable = unusable;
    }

    /**
     * Reads {@code NO_PROXY}: names, which stand for all names that end with them too, addresses, networks such as {@code
     * 10.0.0.0/8}, all but networks with a port if need be, and {@code *}, separated by commas or blanks.
     */
    static ProxyExemptions ofEnvironment(String list) {
        List<Predicate<Origin>> entries = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (String entry : list.split("[,\\s]+", -1)) {
            if (!entry.isEmpty()) {
                Predicate<Origin> matcher = entry.indexOf('/') >= 0 ? network(entry) : server(entry);
                if (matcher == null) {
                    unusable.add(entry);
                } else {
                    entries.add(matcher);
                }
            }
        }
        return new ProxyExemptions(entries, unusable);
    }

    /** Reads {@code http.nonProxyHosts}: names or addresses that may begin or end with {@code *}, separated by bars. */
    static ProxyExemptions ofProperty(String list) {
        List<Predicate<Origin>> entries = new ArrayList<>();
        for (String entry : list.split("\\|", -1)) {
            String host = bare(entry.strip());
            if (!host.isEmpty()) {
                Pattern pattern = glob(host);
                entries.add(origin -> pattern.matcher(origin.host()).matches());
            }
        }
        return new ProxyExemptions(entries, List.of());
    }

    boolean contain(Origin origin) {
        return entries.stream().anyMatch(entry -> entry.test(origin));
    }

    /** The entries that stand for nothing. */
    List<String> unusable() {
        return unusable;
    }

    private static Predicate<Origin> server(String entry) {
        int hostEnd = entry.startsWith("[") ? entry.indexOf(']') + 1 : entry.length();
        int colon = entry.indexOf(':', entry.startsWith("[") ? hostEnd : 0);
        // More colons than one are those of an IPv6 address.
        boolean hasPort = colon >= 0 && colon == entry.lastIndexOf(':');
        String host = bare(hasPort ? entry.substring(0, colon) : entry);
        String port = hasPort ? entry.substring(colon + 1) : "";
        if (host.isEmpty() || (hasPort && !PORT.matcher(port).matches())) {
            return null;
        }
        Predicate<Origin> matcher = host(host);
        return hasPort ? matcher.and(origin -> origin.port() == Integer.parseInt(port)) : matcher;
    }

    private static Predicate<Origin> host(String host) {
        Optional<InetAddress> address = address(host);
        if (address.isPresent()) {
            return origin -> address(origin.host()).equals(address);
        }
        String name = withoutDot(host.startsWith("*.") ? host.substring(1) : host);
        if (name.indexOf('*') >= 0) {
            Pattern pattern = glob(name);
            return origin -> pattern.matcher(withoutDot(origin.host())).matches();
        }
        String suffix = (name.startsWith(".") ? name : "." + name).toLowerCase(Locale.ROOT);
        return origin ->
                ("." + withoutDot(origin.host())).toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    private static Predicate<Origin> network(String entry) {
        int slash = entry.indexOf('/');
        Optional<InetAddress> base = address(bare(entry.substring(0, slash)));
        String prefix = entry.substring(slash + 1);
        if (base.isEmpty() || !PREFIX.matcher(prefix).matches()) {
            return null;
        }
        byte[] network = base.get().getAddress();
        int bits = Integer.parseInt(prefix);
        return bits > network.length * 8
                ? null
                : origin -> address(origin.host())
                        .filter(host -> isIn(network, bits, host.getAddress()))
                        .isPresent();
    }

    private static boolean isIn(byte[] network, int bits, byte[] host) {
        if (host.length != network.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (((network[i / 8] ^ host[i / 8]) >> (7 - i % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address that a text writes out; nothing is looked up. */
    private static Optional<InetAddress> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
