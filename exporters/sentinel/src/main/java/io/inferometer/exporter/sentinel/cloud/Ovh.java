package io.inferometer.exporter.sentinel.cloud;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** OVHcloud: an OpenStack, recognised by the name server that it gives its machines. */
record Ovh(MetadataService service) implements CloudVendor {

    private static final String NAME_SERVER = "213.186.33.99";

    /** What OpenStack calls a zone that nobody named. */
    private static final String UNNAMED = "nova";

    @Override
    public CloudInfo ask() {
        if (!hasNameServer(service.document("/openstack/latest/network_data.json", Map.of()))) {
            return CloudInfo.UNKNOWN;
        }
        String zone = MetadataService.text(
                service.document("/openstack/latest/meta_data.json", Map.of()), "availability_zone");
        return CloudInfo.of(id())
                .withRegion(zone.equals(UNNAMED) ? "" : zone)
                .withInstanceType(service.text("/latest/meta-data/instance-type", Map.of()));
    }

    private static boolean hasNameServer(JsonNode network) {
        JsonNode services = network.isObject() ? network.asObject().get("services") : null;
        return services != null
                && services.isArray()
                && services.asArray().stream()
                        .anyMatch(one -> MetadataService.text(one, "address").equals(NAME_SERVER));
    }

    @Override
    public String id() {
        return "ovh";
    }
}
