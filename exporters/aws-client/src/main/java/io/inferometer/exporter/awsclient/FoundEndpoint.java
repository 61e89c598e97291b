package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.api.MissingSettingException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The endpoint that the SDK's own settings name for a service, in the SDK's order. It is read here so that one that cannot
 * be used is refused by name, instead of failing each call.
 */
final class FoundEndpoint {

    private FoundEndpoint() {}

    /**
     * Returns the endpoint that system properties or the environment name.
     *
     * @throws MissingSettingException when it cannot be used
     */
    static Optional<URI> inThisJvm(AwsService service, Properties system, Map<String, String> environment) {
        for (String name : List.of("aws.endpointUrl" + service.propertySuffix(), "aws.endpointUrl")) {
            Optional<URI> found = endpoint(name, system.getProperty(name));
            if (found.isPresent()) {
                return found;
            }
        }
        if (SdkEnvironment.ignoresEndpoints(environment)) {
            return Optional.empty();
        }
        for (String name : List.of("AWS_ENDPOINT_URL_" + service.variableSuffix(), "AWS_ENDPOINT_URL")) {
            Optional<URI> found = endpoint(name, environment.get(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the endpoint that the profile names.
     *
     * @throws MissingSettingException when it cannot be used, or the file cannot be read, or the endpoint is to be ignored, which the
     *     SDK cannot do
     */
    static Optional<URI> inProfile(AwsService service) {
        String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
        ProfileFile file = NamedProfile.file();
        Optional<Profile> profile = file.profile(name);
        String key = service.profileKey() + "." + ProfileProperty.ENDPOINT_URL;
        Optional<URI> found = profile.flatMap(given -> given.property("services"))
                .flatMap(section -> file.getSection("services", section))
                .flatMap(section -> section.property(key))
                .or(() -> profile.flatMap(given -> given.property(key)))
                .or(() -> profile.flatMap(given -> given.property(ProfileProperty.ENDPOINT_URL)))
                .flatMap(value -> endpoint("endpoint_url of the profile " + LogText.line(name), value));
        boolean isToBeIgnored = SdkEnvironment.ignoresEndpoints(System.getenv())
                || profile.flatMap(given -> given.property("ignore_configured_endpoint_urls"))
                        .filter(value -> value.equalsIgnoreCase("true"))
                        .isPresent();
        if (found.isPresent() && isToBeIgnored) {
            throw new MissingSettingException(
                    "the profile " + LogText.line(name) + " names an endpoint_url that is to be"
                            + " ignored: remove it from the profile, or name another profile in AWS_PROFILE");
        }
        return found;
    }

    private static Optional<URI> endpoint(String name, String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(AwsSettings.uri(name, value));
    }
}
