package io.inferometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DestinationFingerprintsTest {

    private static final String NAME = "sagemaker-metrics";

    private static String of(String options) {
        Config config = Config.load(options, new Properties(), Map.of());
        return DestinationFingerprints.fingerprints(List.of(NAME), config).get(NAME);
    }

    @Test
    void onlyExportersThatSpoolHaveOne() {
        Config config = Config.load("", new Properties(), Map.of());
        assertThat(DestinationFingerprints.fingerprints(List.of("file", NAME, "sagemaker-edge"), config))
                .containsOnlyKeys(NAME);
    }

    @Test
    void whatIsTheExportersOrForAllOfAwsMakesAnother() {
        String one = of("sagemaker-metrics.trial-component=a,aws.region=r");
        assertThat(of("aws.region=r,sagemaker-metrics.trial-component=a")).isEqualTo(one);
        assertThat(of("sagemaker-metrics.trial-component=a,aws.region=r,interval=1s,sagemaker-edge.interval=1s"))
                .isEqualTo(one);
        assertThat(of("sagemaker-metrics.trial-component=b,aws.region=r")).isNotEqualTo(one);
        assertThat(of("sagemaker-metrics.trial-component=a,aws.region=s")).isNotEqualTo(one);
        assertThat(of("sagemaker-metrics.trial-component=a,aws.region=r,sagemaker-metrics.endpoint=http://h"))
                .isNotEqualTo(one);
    }

    /** What is kept goes to the same place with and without lines of requests. */
    @Test
    void whatIsSentBesideDoesNotMakeAnother() {
        Config without = Config.load("", new Properties(), Map.of());
        Config with = Config.load("cloudwatch-logs.data-log=true", new Properties(), Map.of());
        List<String> exporter = List.of("cloudwatch-logs");
        assertThat(DestinationFingerprints.fingerprints(exporter, with))
                .isEqualTo(DestinationFingerprints.fingerprints(exporter, without))
                .containsOnlyKeys("cloudwatch-logs");
    }

    @Test
    void nothingOfASettingCanBeRead() {
        assertThat(of("sagemaker-metrics.endpoint=http://host.example")).matches("[0-9a-f]{1,16}");
    }
}
