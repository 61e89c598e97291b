package io.inferometer.exporter.sentinel;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A run that the service knows.
 *
 * @param prefix below which its objects are uploaded
 */
record RegisteredRun(String runId, S3Uri prefix, UploadCredentials credentials) {

    /**
     * Reads the answer to a registration.
     *
     * @throws IOException that names the member which is missing or unusable
     */
    static RegisteredRun of(JsonNode answer) throws IOException {
        String runId = text(answer, "run_id");
        String prefix = text(answer, "upload_uri_prefix");
        try {
            return new RegisteredRun(runId, S3Uri.parse(prefix), UploadCredentials.of(answer));
        } catch (IllegalArgumentException unusable) {
            throw new UnusableAnswerException("the service's upload_uri_prefix " + unusable.getMessage());
        }
    }

    private static String text(JsonNode answer, String name) throws IOException {
        return Optional.of(answer)
                .filter(JsonNode::isObject)
                .flatMap(object -> object.field(name))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new UnusableAnswerException("the service's answer has no " + name));
    }
}
