package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy the environment and the properties name, and what is said of one that is wrong. */
class ProxySettingsFaultsTest extends ProxyFixture {

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
