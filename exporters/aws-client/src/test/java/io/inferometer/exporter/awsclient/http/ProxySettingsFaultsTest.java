package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy leads where, by properties and variables right and wrong. */
class ProxySettingsFaultsTest {

    private static final Origin AWS = Origin.of(URI.create("https://monitoring.eu-west-1.amazonaws.com"));

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Properties properties = new Properties();

    private Optional<ProxyServer> proxy(Origin origin) {
        return new ProxySettings(properties, environment).proxy(origin);
    }

    /** Assignments are separated by blanks; the proxy is told by its port. */
    @ParameterizedTest
    @CsvSource({
        "https://aws,  HTTPS_PROXY=http://p:1, 1",
        "https://aws,  https_proxy=http://p:1 HTTPS_PROXY=http://p:2, 1",
        "https://aws,  https_proxy= HTTPS_PROXY=http://p:2, 2",
        "https://aws,  ALL_PROXY=http://p:3, 3",
        "https://aws,  all_proxy=http://p:3 ALL_PROXY=http://p:4, 3",
        "https://aws,  HTTPS_PROXY=http://p:1 ALL_PROXY=http://p:3, 1",
        "https://aws,  HTTP_PROXY=http://p:1, 0",
        "https://aws,  HTTPS_PROXY=, 0",
        "https://aws,  '', 0",
        "http://aws,   HTTP_PROXY=http://p:1 HTTPS_PROXY=http://p:2, 1",
        "http://aws,   http_proxy=http://p:1 HTTP_PROXY=http://p:2, 1",
        "http://aws,   HTTPS_PROXY=http://p:2, 0",
        "http://aws,   ALL_PROXY=http://p:3, 3",
        "https://aws,  HTTPS_PROXY=http://p:1 NO_PROXY=*, 0",
        "https://aws,  HTTPS_PROXY=http://p:1 no_proxy=other NO_PROXY=aws, 1",
        "https://aws,  HTTPS_PROXY=http://p:1 no_proxy= NO_PROXY=aws, 0",
        "http://127.0.0.1,  HTTP_PROXY=http://p:1, 1",
    })
    void theEnvironmentIsReadAsCurlReadsIt(String url, String assignments, int port) {
        for (String assignment : assignments.split(" ")) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        assertThat(proxy(Origin.of(URI.create(url))).map(ProxyServer::port).orElse(0))
                .isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.corp:3128,                  false, proxy.corp, 3128, ",
        "http://proxy.corp:3128,           false, proxy.corp, 3128, ",
        "http://proxy.corp:3128/,          false, proxy.corp, 3128, ",
        "HTTP://Proxy.Corp:3128,           false, Proxy.Corp, 3128, ",
        "http://proxy_1:3128,              false, proxy_1, 3128, ",
        "http://proxy.corp,                false, proxy.corp, 80, ",
        "https://proxy.corp,               true,  proxy.corp, 443, ",
        "https://proxy.corp:8443,          true,  proxy.corp, 8443, ",
        "http://[::1]:3128,                false, ::1, 3128, ",
        "[fe80::1%eth0]:3128,              false, fe80::1%eth0, 3128, ",
        "http://me:pw@proxy.corp:3128,     false, proxy.corp, 3128, me:pw",
        "me:pw@proxy.corp:3128,            false, proxy.corp, 3128, me:pw",
        "http://me@proxy.corp:3128,        false, proxy.corp, 3128, me:",
        "http://:pw@proxy.corp:3128,       false, proxy.corp, 3128, :pw",
        "http://m%40e:p%3Aw%2f%25@p:3128,  false, p, 3128, m@e:p:w/%",
        "http://me:p@ss/w#rd@p:3128,       false, p, 3128, me:p@ss/w#rd",
        "http://me:100%@p:3128,            false, p, 3128, me:100%",
        "http://me:%zz%4@p:3128,           false, p, 3128, me:%zz%4",
        "http://me:p%C3%A4ss@p:3128,       false, p, 3128, me:päss",
        "http://@p:3128,                   false, p, 3128, ",
    })
    void aProxyIsReadAsCurlReadsIt(String text, boolean isSecure, String host, int port, String userInfo) {
        ProxyServer proxy = ProxyServer.parse("HTTPS_PROXY", text);
        assertThat(proxy.isSecure()).isEqualTo(isSecure);
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.authorization()
                        .map(value -> new String(
                                Base64.getDecoder().decode(value.substring("Basic ".length())), StandardCharsets.UTF_8))
                        .orElse(null))
                .isEqualTo(userInfo);
        assertThat(proxy.toString())
                .contains("HTTPS_PROXY", Integer.toString(port))
                .doesNotContain("pw", "Basic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:hunter2@proxy:1080",
                "ftp://me:hunter2@proxy:3128",
                "http://me:hunter2@",
                "http://me:hunter2@:3128",
                "http://me:hunter2",
                "http://proxy:hunter2",
                "me:hunter2:proxy:3128",
                "http://proxy:0",
                "http://proxy:65536",
                "http://proxy:",
                "http://::1:3128",
                "http://[::1",
                "http://pro xy:3128",
                "http://",
                "http:proxy:3128",
                "hunter2\nforged:1",
            })
    void whatIsNoProxyIsRefusedByName(String text) {
        environment.put("HTTPS_PROXY", text);
        assertThatThrownBy(() -> proxy(AWS))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("HTTPS_PROXY cannot be used, ")
                .hasMessageContaining("set it to http://host:3128")
                .satisfies(unusable -> assertLeftAsItIs(unusable.getMessage()))
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("\n");
        assertThat(proxy(Origin.of(URI.create("http://aws"))))
                .as("it is for https")
                .isEmpty();
    }

    /** What masks passwords takes such a form for one. */
    private static void assertLeftAsItIs(String remedy) {
        assertThat(remedy).doesNotContain(":port", "@host", "user:", "password@", "password:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://proxy:3128/pac@corp",
                "proxy:3128/pac@corp:8080",
                "https://proxy:3128/pac/a:b@corp",
                "http://proxy:3128?pac@corp",
                "http://proxy:3128#pac@corp",
                "http://[::1]:3128/pac@corp",
                "http://[::1]/pac@corp",
                "http://proxy/pac@corp",
                "http://me:hunter2@proxy:3128/pac@corp",
                "http://me:hunter2@[::1]:3128/pac@corp",
                "http://me:12345/67@proxy:3128",
            })
    void aPathThatHoldsAnAtSignIsNotTakenForAUser(String text) {
        assertThatThrownBy(() -> ProxyServer.parse("HTTPS_PROXY", text))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("HTTPS_PROXY cannot be used, ")
                .hasMessageContaining("a / in user or password is written %2F")
                .hasMessageNotContainingAny("corp", "pac", "hunter2", "12345");
    }

    @Test
    void remediesAreShownAsTheyAre() throws IOException {
        properties.setProperty("socksProxyHost", "socks");
        assertThat(new ProxySettings(properties, environment).check(AWS))
                .singleElement()
                .satisfies(line -> assertLeftAsItIs(line));
        for (String proxy : List.of("http://p:1", "http://me:pw@p:1")) {
            for (String head : List.of("407 Login\r\nProxy-Authenticate: Basic", "403 No")) {
                ResponseHead answer = ResponseHead.read(new ByteArrayInputStream(
                        ("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)));
                assertThat(ProxyException.refusal(ProxyServer.parse("HTTPS_PROXY", proxy), answer))
                        .message()
                        .contains(head.startsWith("407") ? "both in HTTPS_PROXY, ahead of" : "check that it allows")
                        .satisfies(line -> assertLeftAsItIs(line));
            }
        }
    }

    @Test
    void propertiesOutrankTheEnvironment() {
        environment.put("HTTPS_PROXY", "http://other:1");
        properties.setProperty("https.proxyHost", "proxy");
        assertThat(proxy(AWS).orElseThrow()).returns("proxy", ProxyServer::host).returns(443, ProxyServer::port);

        properties.setProperty("https.proxyPort", "3128");
        properties.setProperty("https.proxyUser", "me");
        properties.setProperty("https.proxyPassword", "pw");
        assertThat(proxy(AWS).orElseThrow())
                .returns(3128, ProxyServer::port)
                .returns(Optional.of(ProxyServer.basic("me", "pw")), ProxyServer::authorization);

        properties.setProperty("https.proxyHost", "::1");
        assertThat(proxy(AWS).orElseThrow()).returns("::1", ProxyServer::host);

        properties.setProperty("https.proxyHost", "");
        assertThat(proxy(AWS).orElseThrow()).returns("other", ProxyServer::host);
    }

    @ParameterizedTest
    @CsvSource({
        "https://monitoring.eu-west-1.amazonaws.com, '', '', true",
        "https://127.0.0.1, '', '', false",
        "https://[::1], '', '', false",
        "https://localhost, '', '', false",
        "https://127.0.0.1, x, '', true",
        "https://a.example, *.example|b, '', false",
        "https://A.Example, *.example|b, '', false",
        "https://10.1.2.3, 10.*, '', false",
        "https://[::1], [::1], '', false",
        "https://a.example.org, *.example, '', true",
        "https://a.example, '', .example, false",
        "https://a.example, other, .example, true",
    })
    void theExemptionsOfPropertiesAreTheJdks(String url, String nonProxyHosts, String noProxy, boolean isProxied) {
        properties.setProperty("https.proxyHost", "proxy");
        if (!nonProxyHosts.isEmpty()) {
            properties.setProperty("http.nonProxyHosts", nonProxyHosts);
        }
        environment.put("NO_PROXY", noProxy);
        assertThat(proxy(Origin.of(URI.create(url))).isPresent()).isEqualTo(isProxied);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://metrics.corp.internal; .corp.internal; true",
                "https://metrics.corp.internal; corp.internal; true",
                "https://metrics.corp.internal; *.corp.internal; true",
                "https://METRICS.corp.internal.; Corp.Internal.; true",
                "https://corp.internal; .corp.internal; true",
                "https://metrics.corp.internal; other, corp.internal ,third; true",
                "https://metrics.corp.internal; other corp.internal; true",
                "https://metricscorp.internal; corp.internal; false",
                "https://corp.internal.evil.example; corp.internal; false",
                "https://metrics.corp.internal; metrics; false",
                "https://metrics.corp.internal; corp.internal:443; true",
                "https://metrics.corp.internal:8443; corp.internal:8443; true",
                "https://metrics.corp.internal:8443; corp.internal:443; false",
                "http://metrics.corp.internal; corp.internal:80; true",
                "https://metrics.corp.internal; *; true",
                "https://metrics.corp.internal; x,*; true",
                "https://metrics.corp.internal; ,; false",
                "https://10.1.2.3; 10.0.0.0/8; true",
                "https://11.1.2.3; 10.0.0.0/8; false",
                "https://10.1.2.3; 10.1.2.0/23; true",
                "https://10.1.4.3; 10.1.2.0/23; false",
                "https://10.1.2.3; 0.0.0.0/0; true",
                "https://10.1.2.3; 10.1.2.3/32; true",
                "https://10.1.2.3; 10.1.2.3; true",
                "https://10.1.2.3:8443; 10.1.2.3:8443; true",
                "https://10.1.2.30; 10.1.2.3; false",
                "https://10.1.2.3; 10.*; true",
                "https://110.1.2.3; 10.1.2.3; false",
                "https://[fd00::1]; fd00::/8; true",
                "https://[fe00::1]; fd00::/8; false",
                "https://[fd00::1]; [fd00::]/8; true",
                "https://[::1]; ::1; true",
                "https://[0:0:0:0:0:0:0:1]; ::1; true",
                "https://[::1]:8443; [::1]:8443; true",
                "https://[::1]:8443; [::1]:443; false",
                "https://[::1]; [::1]; true",
                "https://[fd00::1]; 10.0.0.0/8; false",
                "https://metrics.corp.internal; 10.0.0.0/8; false",
            })
    void theEnvironmentExempts(String url, String noProxy, boolean isExempt) {
        environment.put("HTTPS_PROXY", "http://proxy:1");
        environment.put("HTTP_PROXY", "http://proxy:1");
        environment.put("NO_PROXY", noProxy);
        Origin origin = Origin.of(URI.create(url));
        assertThat(proxy(origin).isEmpty()).isEqualTo(isExempt);
        assertThat(new ProxySettings(properties, environment).check(origin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "corp/8", "fd00::/129", "corp:x", ":80", "999.1.1.1/8"})
    void anExemptionOfNothingIsNamed(String entry) {
        environment.put("NO_PROXY", "corp.internal," + entry);
        assertThat(new ProxySettings(properties, environment).check(AWS))
                .as("without a proxy there is nothing to exempt from")
                .isEmpty();

        environment.put("HTTPS_PROXY", "http://proxy:1");
        assertThat(new ProxySettings(properties, environment).check(AWS))
                .singleElement()
                .asString()
                .startsWith("NO_PROXY holds '" + entry + "', which is ignored: ");
        assertThat(proxy(Origin.of(URI.create("https://a.corp.internal")))).isEmpty();
    }

    @Test
    void aSocksProxyIsNotPassedOverInSilence() {
        properties.setProperty("socksProxyHost", "socks");
        assertThat(new ProxySettings(properties, environment).check(AWS))
                .singleElement()
                .asString()
                .startsWith("socksProxyHost is ignored, SOCKS proxies are not supported: set HTTPS_PROXY");
        environment.put("ALL_PROXY", "http://proxy:1");
        assertThat(new ProxySettings(properties, environment).check(AWS)).isEmpty();
    }

    /** An application that sets a proxy for its own calls while it runs sets it for itself. */
    @Test
    void whatTheApplicationSetsLaterIsItsOwn() {
        ProxySettings settings = ProxySettings.ofThisJvm();
        System.setProperty("https.proxyHost", "proxy");
        try {
            assertThat(settings.proxy(AWS)).isEmpty();
        } finally {
            System.clearProperty("https.proxyHost");
        }
    }
}
