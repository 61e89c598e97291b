package io.inferometer.exporter.awsclient;

import java.util.Map;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/**
 * The environment as the SDK is to see it: a variable that is set to nothing is not set. Manifests set variables to nothing
 * where they have no value for them, and the SDK fails on most of those.
 */
final class SdkEnvironment {

    /** Where it is {@code true}, no variable and no profile replaces an endpoint. */
    static final String IGNORE_ENDPOINTS = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    static {
        Map<String, String> environment = System.getenv();
        boolean ignoresEndpoints = ignoresEndpoints(environment);
        environment.forEach((name, value) -> {
            if ((name.startsWith("AWS_") && value.isBlank()) || (ignoresEndpoints && name.startsWith(ENDPOINT))) {
                SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(name, null);
            }
        });
    }

    private SdkEnvironment() {}

    /** Has the SDK see it, in all of this class loader. To be called before anything else of the SDK. */
    static void prepare() {
        // Done by the initializer, which runs once and which every thread waits for.
    }

    static boolean ignoresEndpoints(Map<String, String> environment) {
        return environment.getOrDefault(IGNORE_ENDPOINTS, "").strip().equalsIgnoreCase("true");
    }
}
