package io.inferometer.exporter.awsclient.http;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.LogText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Which proxy leads to a server: the one that the JDK's properties name, else the one that the environment names.
 * Immutable and thread-safe.
 */
public final class ProxySettings {

    /** No proxy at all. */
    public static final ProxySettings NONE = new ProxySettings(new Properties(), Map.of());

    /** What the JDK takes for {@code http.nonProxyHosts} when it is not set. */
    private static final String LOOPBACK = "localhost|127.*|[::1]|0.0.0.0|[::0]";

    private static final List<String> FOR_HTTPS = List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    private static final List<String> FOR_HTTP = List.of("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
    private static final List<String> EXEMPTIONS = List.of("no_proxy", "NO_PROXY");

    private final Properties properties;
    private final Map<String, String> environment;

    ProxySettings(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** Returns the settings of this JVM as they are now. */
    public static ProxySettings ofThisJvm() {
        return new ProxySettings((Properties) System.getProperties().clone(), System.getenv());
    }

    /**
     * Returns what is ignored on the way to a server: a line for each.
     *
     * @throws MissingSettingException when what names a proxy names none
     */
    public List<String> check(Origin origin) {
        if (proxy(origin).isEmpty()) {
            return property("socksProxyHost").isPresent()
                    ? List.of("socksProxyHost is ignored, SOCKS proxies are not supported: set HTTPS_PROXY to"
                            + " http://host:3128 if there is no direct way")
                    : List.of();
        }
        return variable(EXEMPTIONS).stream()
                .flatMap(name -> exemptions().unusable().stream()
                        .map(entry ->
                                name + " holds '" + LogText.line(entry) + "', which is ignored: name hosts, domains,"
                                        + " addresses or networks such as 10.0.0.0/8, separated by commas"))
                .toList();
    }

    /**
     * Returns the proxy that leads to a server; empty when it is called directly.
     *
     * @throws MissingSettingException when what names a proxy names none
     */
    Optional<ProxyServer> proxy(Origin origin) {
        String scheme = origin.isSecure() ? "https" : "http";
        Optional<String> host = property(scheme + ".proxyHost");
        if (host.isPresent()) {
            ProxyExemptions exempt = property("http.nonProxyHosts").isPresent()
                            || variable(EXEMPTIONS).isEmpty()
                    ? ProxyExemptions.ofProperty(properties.getProperty("http.nonProxyHosts", LOOPBACK))
                    : exemptions();
            return exempt.contain(origin) ? Optional.empty() : Optional.of(named(scheme, host.get()));
        }
        return variable(origin.isSecure() ? FOR_HTTPS : FOR_HTTP)
                .filter(name -> !exemptions().contain(origin))
                .map(name -> ProxyServer.parse(name, environment.get(name)));
    }

    private ProxyServer named(String scheme, String host) {
        String port =
                property(scheme + ".proxyPort").map(number -> ":" + number).orElse("");
        ProxyServer server =
                ProxyServer.parse(scheme + ".proxyHost", host.indexOf(':') < 0 ? host + port : "[" + host + "]" + port);
        int number = port.isEmpty() ? Origin.defaultPort(scheme.equals("https")) : server.port();
        Optional<String> authorization = property(scheme + ".proxyUser")
                .map(user -> ProxyServer.basic(
                        user, property(scheme + ".proxyPassword").orElse("")));
        return new ProxyServer(false, server.host(), number, authorization, server.source());
    }

    private ProxyExemptions exemptions() {
        return variable(EXEMPTIONS)
                .map(name -> ProxyExemptions.ofEnvironment(environment.get(name)))
                .orElse(ProxyExemptions.NONE);
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** The first of the variables that is set; an empty one is not. */
    private Optional<String> variable(List<String> names) {
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }
}
