package io.inferometer.exporter.sentinel.cloud;

import io.inferometer.exporter.awsclient.http.WebAnswer;
import java.io.IOException;
import java.util.Map;

/** Google Compute Engine, whose service names itself in a header. */
record Gcp(MetadataService service) implements CloudVendor {

    private static final String FLAVOR = "Metadata-Flavor";
    private static final Map<String, String> HEADERS = Map.of(FLAVOR, "Google");
    private static final String DATA = "/computeMetadata/v1/instance/";

    @Override
    public CloudInfo ask() throws IOException {
        WebAnswer type = service.get(DATA + "machine-type", HEADERS);
        if (!type.isSuccess() || !type.header(FLAVOR).orElse("").equals("Google")) {
            return CloudInfo.UNKNOWN;
        }
        String zone = lastPart(service.text(DATA + "zone", HEADERS));
        return CloudInfo.of(id())
                .withInstanceType(lastPart(type.text()))
                .withZone(zone)
                .withRegion(zone.replaceFirst("-[^-]*$", ""));
    }

    /** Of {@code projects/123/zones/europe-west3-a}. */
    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String id() {
        return "gcp";
    }
}
