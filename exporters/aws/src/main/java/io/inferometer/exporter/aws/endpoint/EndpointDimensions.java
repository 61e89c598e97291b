package io.inferometer.exporter.aws.endpoint;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.aws.NameRule;
import io.inferometer.exporter.awsclient.AwsSettings;

/**
 * Names and values of the dimensions. SageMaker's own set is {@code EndpointName} and {@code VariantName}; it is kept for
 * what the endpoint does as a whole, so that dashboards and alarms made for SageMaker fit. Each model of the JVM has its
 * own series, told apart by {@code ModelName}: the library, the model and its version as in the other exporters' names.
 */
public final class EndpointDimensions {

    public static final String ENDPOINT = "EndpointName";
    public static final String VARIANT = "VariantName";
    public static final String MODEL = "ModelName";

    /** DimensionValue in the model of the service (API version 2010-08-01): ASCII, no control characters, not blank. */
    private static final int MAX_LENGTH = 1024;

    private static final String PRINTABLE = "[!-~](?:[ -~]*[!-~])?";

    private static final NameRule TEXT =
            new NameRule(PRINTABLE, 1, MAX_LENGTH, EndpointDimensions::isPrintableAscii, '-');

    private static final NameRule MODEL_AND_VERSION =
            new NameRule(PRINTABLE, 1, MAX_LENGTH, EndpointDimensions::isPrintableAscii, '@');

    private EndpointDimensions() {}

    public static String endpoint(Resource resource) {
        return TEXT.name(resource.endpointName());
    }

    public static String variant(Resource resource) {
        return TEXT.name(resource.variantName());
    }

    /** Says under which names an exporter sends the endpoint and its variant where they are not their own. */
    public static void explainChanges(AwsSettings settings, String exporter, Resource resource) {
        settings.explainChange(exporter, "endpoint.name", resource.endpointName(), endpoint(resource));
        settings.explainChange(exporter, "variant.name", resource.variantName(), variant(resource));
    }

    /** {@code library/name} or {@code library/name@version}; different for different models. */
    public static String model(ModelId id) {
        String name = id.library() + "/" + id.name();
        // A name that holds the separator could be taken for one with a version: the rule for two parts keeps it apart.
        return id.version().isEmpty() && name.indexOf('@') < 0
                ? MODEL_AND_VERSION.name(name)
                : MODEL_AND_VERSION.name(name, id.version());
    }

    private static boolean isPrintableAscii(int codePoint) {
        return codePoint > ' ' && codePoint <= '~';
    }
}
