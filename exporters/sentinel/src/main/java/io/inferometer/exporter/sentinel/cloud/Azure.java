package io.inferometer.exporter.sentinel.cloud;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Microsoft Azure. */
record Azure(MetadataService service) implements CloudVendor {

    @Override
    public CloudInfo ask() {
        JsonNode instance = service.document("/metadata/instance?api-version=2021-02-01", Map.of("Metadata", "true"));
        String size = MetadataService.text(instance, "compute", "vmSize");
        String location = MetadataService.text(instance, "compute", "location");
        return size.isEmpty() && location.isEmpty()
                ? CloudInfo.UNKNOWN
                : CloudInfo.of(id()).withRegion(location).withInstanceType(size);
    }

    @Override
    public String id() {
        return "azure";
    }
}
