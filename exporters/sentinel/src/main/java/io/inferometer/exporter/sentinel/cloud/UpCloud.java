package io.inferometer.exporter.sentinel.cloud;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** UpCloud, which tells no type. */
record UpCloud(MetadataService service) implements CloudVendor {

    @Override
    public CloudInfo ask() {
        JsonNode instance = service.document("/metadata/v1.json", Map.of());
        return MetadataService.text(instance, "cloud_name").equals("upcloud")
                ? CloudInfo.of(id()).withRegion(MetadataService.text(instance, "region"))
                : CloudInfo.UNKNOWN;
    }

    @Override
    public String id() {
        return "upcloud";
    }
}
