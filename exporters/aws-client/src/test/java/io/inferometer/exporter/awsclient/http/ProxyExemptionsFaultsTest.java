package io.inferometer.exporter.awsclient.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are reached without the proxy. */
class ProxyExemptionsFaultsTest extends ProxyFixture {

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
}
