package io.inferometer.exporter.awsclient.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The environment and the properties that name a proxy. */
abstract class ProxyFixture {

    static final Origin AWS = Origin.of(URI.create("https://monitoring.eu-west-1.amazonaws.com"));

    final Map<String, String> environment = new LinkedHashMap<>();
    final Properties properties = new Properties();

    Optional<ProxyServer> proxy(Origin origin) {
        return new ProxySettings(properties, environment).proxy(origin);
    }
}
