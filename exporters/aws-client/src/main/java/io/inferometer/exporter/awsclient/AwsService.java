package io.inferometer.exporter.awsclient;

import java.util.Locale;
import java.util.Map;

/**
 * A service as one exporter calls it. Immutable.
 *
 * @param exporter the exporter's name, with which its settings begin
 * @param id the service's {@code serviceId} in its model, from which the SDK derives the names of its own settings
 * @param answers what the operations that the exporter calls answer, by name
 */
public record AwsService(String exporter, String id, Map<String, AnswerRule> answers) {

    public AwsService {
        answers = Map.copyOf(answers);
    }

    /** As in the system property {@code aws.endpointUrl<Service>}. */
    String propertySuffix() {
        return id.replace(" ", "");
    }

    /** As in the environment variable {@code AWS_ENDPOINT_URL_<SERVICE>}. */
    String variableSuffix() {
        return id.replace(' ', '_').toUpperCase(Locale.ROOT);
    }

    /** As in a section {@code services} of the configuration file. */
    String profileKey() {
        return id.replace(' ', '_').toLowerCase(Locale.ROOT);
    }
}
