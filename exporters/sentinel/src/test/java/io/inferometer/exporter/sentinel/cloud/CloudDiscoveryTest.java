package io.inferometer.exporter.sentinel.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("safety")
class CloudDiscoveryTest {

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private MetadataStandIn service;
    private MetadataStandIn alibaba;

    @BeforeEach
    void startServices() throws IOException {
        service = new MetadataStandIn();
        alibaba = new MetadataStandIn();
    }

    @AfterEach
    void stopServices() {
        service.close();
        alibaba.close();
    }

    @Test
    void awsByASession() throws InterruptedException {
        aws().with("PUT /latest/api/token", "TOKEN==").requiring("X-aws-ec2-metadata-token", "TOKEN==");

        assertThat(fields())
                .isEqualTo(Map.of(
                        "cloud_vendor_id", "aws",
                        "cloud_account_id", "123456789012",
                        "cloud_region_id", "eu-central-1",
                        "cloud_zone_id", "eu-central-1a",
                        "cloud_instance_type", "m7i.large"));
    }

    @Test
    void awsWithoutSessionsAsBeforeThem() throws InterruptedException {
        aws();

        assertThat(fields()).containsEntry("cloud_vendor_id", "aws").containsEntry("cloud_region_id", "eu-central-1");
    }

    @Test
    void anotherEc2CompatibleServiceIsNotAws() throws InterruptedException {
        aws().with("GET /latest/meta-data/services/domain", "example.com");

        assertThat(fields()).isEmpty();
    }

    @Test
    void googleNamesItselfInAHeader() throws InterruptedException {
        service.requiring("Metadata-Flavor", "Google")
                .with("GET /computeMetadata/v1/instance/machine-type", "projects/1/machineTypes/n2-standard-4")
                .with("GET /computeMetadata/v1/instance/zone", "projects/1/zones/europe-west3-a");

        assertThat(fields())
                .isEqualTo(Map.of(
                        "cloud_vendor_id", "gcp",
                        "cloud_region_id", "europe-west3",
                        "cloud_zone_id", "europe-west3-a",
                        "cloud_instance_type", "n2-standard-4"));
    }

    @Test
    void azure() throws InterruptedException {
        service.requiring("Metadata", "true")
                .with(
                        "GET /metadata/instance?api-version=2021-02-01",
                        "{\"compute\":{\"location\":\"westeurope\",\"vmSize\":\"Standard_D2s_v3\",\"tags\":null}}");

        assertThat(fields())
                .isEqualTo(Map.of(
                        "cloud_vendor_id", "azure",
                        "cloud_region_id", "westeurope",
                        "cloud_instance_type", "Standard_D2s_v3"));
    }

    @Test
    void hetznerTellsNoType() throws InterruptedException {
        service.with(
                "GET /hetzner/v1/metadata",
                "availability-zone: fsn1-dc14\nhostname: my-server\ninstance-id: 42\nregion: eu-central\n");

        assertThat(fields())
                .isEqualTo(Map.of(
                        "cloud_vendor_id", "hcloud",
                        "cloud_region_id", "eu-central",
                        "cloud_zone_id", "fsn1-dc14"));
    }

    @Test
    void upcloud() throws InterruptedException {
        service.with("GET /metadata/v1.json", "{\"cloud_name\":\"upcloud\",\"region\":\"de-fra1\"}");

        assertThat(fields()).isEqualTo(Map.of("cloud_vendor_id", "upcloud", "cloud_region_id", "de-fra1"));
    }

    @Test
    void vultr() throws InterruptedException {
        service.with("GET /v1.json", "{\"instance-v2-id\":\"a-b\",\"region\":{\"regioncode\":\"EWR\"}}");

        assertThat(fields()).isEqualTo(Map.of("cloud_vendor_id", "vultr", "cloud_region_id", "EWR"));
    }

    @Test
    void alibabaAtItsOwnAddress() throws InterruptedException {
        alibaba.with("PUT /latest/api/token", "T")
                .requiring("X-aliyun-ecs-metadata-token", "T")
                .with("GET /latest/meta-data/region-id", "cn-hangzhou")
                .with("GET /latest/meta-data/instance/instance-type", "ecs.g7.large");

        assertThat(fields())
                .isEqualTo(Map.of(
                        "cloud_vendor_id", "alicloud",
                        "cloud_region_id", "cn-hangzhou",
                        "cloud_instance_type", "ecs.g7.large"));
    }

    @Test
    void ovhByItsNameServerAndWithoutAZoneThatNobodyNamed() throws InterruptedException {
        service.with(
                        "GET /openstack/latest/network_data.json",
                        "{\"services\":[{\"type\":\"dns\",\"address\":\"213.186.33.99\"}]}")
                .with("GET /openstack/latest/meta_data.json", "{\"availability_zone\":\"nova\"}")
                .with("GET /latest/meta-data/instance-type", "b3-8");

        assertThat(fields()).isEqualTo(Map.of("cloud_vendor_id", "ovh", "cloud_instance_type", "b3-8"));
    }

    @Test
    void aPageOfSomebodyInBetweenIsNoCloudAndNoField() throws InterruptedException {
        aws().with("GET /latest/meta-data/placement/region", "<html>log in</html>")
                .with("GET /v1.json", "<html>")
                .with("PUT /latest/api/token", "<html>\nlog in</html>");

        assertThat(fields()).containsEntry("cloud_vendor_id", "aws").doesNotContainKey("cloud_region_id");
    }

    @Test
    void outsideOfCloudsNothingIsKnownAndAllWereAskedByThreadsThatEnd() throws Exception {
        assertThat(fields()).isEmpty();

        assertThat(made).hasSize(8);
        for (Thread thread : made) {
            thread.join(5_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(service.requests()).contains("PUT /latest/api/token", "GET /hetzner/v1/metadata");
        assertThat(alibaba.requests()).contains("PUT /latest/api/token");
    }

    @Test
    void servicesThatSayNothingAreWaitedForNoLongerThanTheyMay() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            long begin = System.nanoTime();

            CloudInfo found = new CloudDiscovery(
                            this::thread, CloudDiscovery.vendors(address, address), Duration.ofMillis(500))
                    .discover();

            assertThat(found).isEqualTo(CloudInfo.UNKNOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(2));
            for (Thread thread : made) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void aProxyOfTheApplicationIsNotAsked() throws InterruptedException {
        String before = System.getProperty("http.proxyHost");
        System.setProperty("http.proxyHost", "proxy.invalid");
        try {
            aws();
            assertThat(fields()).containsEntry("cloud_vendor_id", "aws");
        } finally {
            if (before == null) {
                System.clearProperty("http.proxyHost");
            } else {
                System.setProperty("http.proxyHost", before);
            }
        }
    }

    private MetadataStandIn aws() {
        return service.with("GET /latest/meta-data/services/domain", "amazonaws.com")
                .with("GET /latest/meta-data/placement/region", "eu-central-1")
                .with("GET /latest/meta-data/placement/availability-zone", "eu-central-1a")
                .with("GET /latest/meta-data/instance-type", "m7i.large\n")
                .with(
                        "GET /latest/meta-data/identity-credentials/ec2/info",
                        "{\"Code\":\"Success\",\"AccountId\":\"123456789012\"}");
    }

    private Map<String, String> fields() throws InterruptedException {
        return new CloudDiscovery(
                        this::thread,
                        CloudDiscovery.vendors(service.address(), alibaba.address()),
                        Duration.ofSeconds(20))
                .discover()
                .fields();
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }
}
