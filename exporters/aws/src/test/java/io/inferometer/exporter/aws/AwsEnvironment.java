package io.inferometer.exporter.aws;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Hides this machine's AWS settings from the SDK and gives it test credentials, by the system properties it reads. */
public final class AwsEnvironment implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, String> before = new HashMap<>();

    @Override
    public void beforeEach(ExtensionContext test) {
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", "/nonexistent/config");
        set("aws.sharedCredentialsFile", "/nonexistent/credentials");
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        before.forEach((key, value) -> restore(key, value));
        before.clear();
    }

    /** Until the end of the test. */
    public void set(String key, String value) {
        remember(key);
        System.setProperty(key, value);
    }

    /** Until the end of the test. */
    public void clear(String key) {
        remember(key);
        System.clearProperty(key);
    }

    private void remember(String key) {
        if (!before.containsKey(key)) {
            before.put(key, System.getProperty(key));
        }
    }

    private static void restore(String key, String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }
}
