package io.inferometer.exporter.sentinel.cloud;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Vultr, which tells no type. */
record Vultr(MetadataService service) implements CloudVendor {

    @Override
    public CloudInfo ask() {
        JsonNode instance = service.document("/v1.json", Map.of());
        boolean isVultr = !MetadataService.text(instance, "instanceid").isEmpty()
                || !MetadataService.text(instance, "instance-v2-id").isEmpty();
        return isVultr
                ? CloudInfo.of(id()).withRegion(MetadataService.text(instance, "region", "regioncode"))
                : CloudInfo.UNKNOWN;
    }

    @Override
    public String id() {
        return "vultr";
    }
}
