package io.inferometer.exporter.sentinel.cloud;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Alibaba Cloud, whose service has an address of its own. */
record Alibaba(MetadataService service) implements CloudVendor {

    static final URI ADDRESS = URI.create("http://100.100.100.200");

    private static final String DATA = "/latest/meta-data/";

    @Override
    public CloudInfo ask() throws IOException {
        Map<String, String> session =
                service.session("X-aliyun-ecs-metadata-token-ttl-seconds", "X-aliyun-ecs-metadata-token");
        CloudInfo found = CloudInfo.of(id()).withRegion(service.text(DATA + "region-id", session));
        return found.region().isEmpty()
                ? CloudInfo.UNKNOWN
                : found.withInstanceType(service.text(DATA + "instance/instance-type", session));
    }

    @Override
    public String id() {
        return "alicloud";
    }
}
