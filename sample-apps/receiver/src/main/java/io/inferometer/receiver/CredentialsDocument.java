package io.inferometer.receiver;

import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.sigv4.Credentials;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.util.Optional;

/** Credentials as JSON, for the control endpoint. */
final class CredentialsDocument {
    private static final Shape CREDENTIALS = structure(
            required("accessKey", text(1, 128, "[\\w]+")),
            required("secretKey", text(1, 128, "\\S+")),
            optional("sessionToken", text(1, 8192, "\\S+")));

    private CredentialsDocument() {}

    static Credentials parse(byte[] json) throws RequestException {
        JsonNode document;
        try {
            document = Protocol.REST_JSON.read(json, CREDENTIALS);
        } catch (MalformedBodyException e) {
            throw RequestException.validation("the body is not well-formed JSON: " + e.getMessage());
        }
        Service.SAGEMAKER.check(CREDENTIALS.check(document));
        return new Credentials(
                document.get("accessKey").textValue(),
                document.get("secretKey").textValue(),
                Optional.ofNullable(document.path("sessionToken").textValue()));
    }
}
