package io.inferometer.exporter.sentinel.cloud;

import java.io.IOException;
import java.util.Map;

/** Amazon EC2: its instance metadata service of version 2, or of version 1 where that gives out no tokens. */
record Aws(MetadataService service) implements CloudVendor {

    private static final String DATA = "/latest/meta-data/";

    @Override
    public CloudInfo ask() throws IOException {
        Map<String, String> session =
                service.session("X-aws-ec2-metadata-token-ttl-seconds", "X-aws-ec2-metadata-token");
        // That of China, with .cn behind it, is AWS as well.
        if (!service.text(DATA + "services/domain", session).matches("amazonaws\\.com(\\.cn)?")) {
            return CloudInfo.UNKNOWN;
        }
        return CloudInfo.of(id())
                .withRegion(service.text(DATA + "placement/region", session))
                .withZone(service.text(DATA + "placement/availability-zone", session))
                .withInstanceType(service.text(DATA + "instance-type", session))
                .withAccount(MetadataService.text(
                        service.document(DATA + "identity-credentials/ec2/info", session), "AccountId"));
    }

    @Override
    public String id() {
        return "aws";
    }
}
