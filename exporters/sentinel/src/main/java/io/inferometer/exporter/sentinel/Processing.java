package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.LogText;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What the service says that it made of a run's rows. */
final class Processing {

    private Processing() {}

    /** Returns what went wrong; empty if nothing did, or the service does not say. */
    static Optional<String> of(JsonNode answer) {
        return Optional.of(answer)
                .filter(JsonNode::isObject)
                .flatMap(object -> object.field("processing"))
                .filter(JsonNode::isObject)
                .flatMap(processing -> processing.field("error"))
                .filter(JsonNode::isString)
                .map(error -> "its rows could not be processed: " + LogText.foreign(error.asString()));
    }
}
