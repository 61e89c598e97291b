package io.inferometer.exporter.sentinel.cloud;

import java.util.Map;

/** Hetzner Cloud, which tells an instance's number and not its type. */
record Hetzner(MetadataService service) implements CloudVendor {

    @Override
    public CloudInfo ask() {
        String lines = service.text("/hetzner/v1/metadata", Map.of());
        return value(lines, "instance-id").isEmpty()
                ? CloudInfo.UNKNOWN
                : CloudInfo.of(id()).withRegion(value(lines, "region")).withZone(value(lines, "availability-zone"));
    }

    private static String value(String lines, String key) {
        return lines.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    @Override
    public String id() {
        return "hcloud";
    }
}
