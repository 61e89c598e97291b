package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.api.MissingSettingException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** Says why the profile gives no credentials, and what to do. */
final class NamedProfile {

    private static final List<String> SIGN_IN =
            List.of("sso_session", "sso_start_url", "sso_account_id", "login_session");

    private NamedProfile() {}

    /**
     * Returns all profiles.
     *
     * @throws MissingSettingException when a file of them cannot be read
     */
    static ProfileFile file() {
        try {
            return ProfileFile.defaultProfileFile();
        } catch (RuntimeException unreadable) {
            throw new MissingSettingException(ProfileFileLocation.configurationFilePath() + " or "
                    + ProfileFileLocation.credentialsFilePath() + " cannot be read ("
                    + LogText.foreign(unreadable.getMessage())
                    + "): correct the file");
        }
    }

    /** Empty when no profile is named and the default one does not try to give any. May ask the network. */
    static Optional<String> problem() {
        boolean isNamed =
                ProfileFileSystemSetting.AWS_PROFILE.getNonDefaultStringValue().isPresent();
        String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
        String shown = LogText.line(name);
        Optional<Profile> profile;
        try {
            profile = file().profile(name);
        } catch (MissingSettingException unreadable) {
            return Optional.of(unreadable.getMessage());
        }
        if (profile.isEmpty()) {
            return isNamed
                    ? Optional.of("there is no profile " + shown + ", which AWS_PROFILE names, in "
                            + ProfileFileLocation.configurationFilePath() + " or "
                            + ProfileFileLocation.credentialsFilePath() + ": add it, or name another")
                    : Optional.empty();
        }
        if (SIGN_IN.stream().anyMatch(profile.get().properties()::containsKey)) {
            return Optional.of(
                    "the profile " + shown + " needs a person to sign in (SSO), which is not supported: name in"
                            + " AWS_PROFILE one with keys or a role, or set the variables that 'aws"
                            + " configure export-credentials"
                            + " --profile"
                            + " " + shown + " --format env' prints");
        }
        boolean tries = profile.get().properties().keySet().stream()
                .anyMatch(key -> key.startsWith("aws_")
                        || List.of("role_arn", "credential_process", "credential_source", "web_identity_token_file")
                                .contains(key));
        if (!tries) {
            return isNamed
                    ? Optional.of("the profile " + shown + ", which AWS_PROFILE names, holds no credentials: give it"
                            + " aws_access_key_id and aws_secret_access_key, role_arn or credential_process")
                    : Optional.empty();
        }
        return refusal(name)
                .map(why -> "the profile " + shown + " gives none (" + why + "): correct it, or name another in"
                        + " AWS_PROFILE");
    }

    private static Optional<String> refusal(String name) {
        try (ProfileCredentialsProvider provider = ProfileCredentialsProvider.create(name)) {
            provider.resolveCredentials();
            return Optional.empty();
        } catch (RuntimeException refused) {
            Throwable root = refused;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
            // What follows is the whole file, as an object's text.
            return Optional.of(LogText.foreign(said.replaceFirst(":? ProfileFile\\(.*", "")));
        }
    }
}
