package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.MissingSettingException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * Where an exporter sends, as far as the SDK's own settings say it: the endpoint and the region that the exporter's settings leave
 * open, the profile, and the account. Of credentials only what stays the same when they are replaced: keys of one account are one
 * destination. A proxy is a way and no destination.
 */
public final class FoundDestination {

    /** Where nothing can be sent before a setting is corrected. */
    private static final String UNUSABLE = "unusable";

    private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d{12}):.*");

    /** Keys whose fifth letter is I or J are older, and do not tell their account. */
    private static final Pattern KEY = Pattern.compile("A[KS]IA([A-HK-Z2-7][A-Z2-7]{15})");

    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private FoundDestination() {}

    /** Returns it without secrets; empty if the agent's settings say all. Asks no network. */
    public static String of(AwsService service, ExporterContext context) {
        SdkEnvironment.prepare();
        AwsSettings settings = new AwsSettings(context);
        Optional<Profile> profile;
        try {
            profile = NamedProfile.file().profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
        } catch (MissingSettingException unreadable) {
            return UNUSABLE;
        }
        return Stream.of(
                        part("endpoint", () -> endpoint(service, settings)),
                        part("region", () -> region(settings, profile)),
                        part("profile", ProfileFileSystemSetting.AWS_PROFILE::getStringValue)
                                .filter(part -> !part.equals("profile=default")),
                        part("account", () -> account(profile)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    private static Optional<String> part(String name, Supplier<Optional<String>> value) {
        try {
            return value.get().map(found -> name + "=" + found);
        } catch (MissingSettingException unusable) {
            return Optional.of(name + "=" + UNUSABLE);
        }
    }

    private static Optional<String> endpoint(AwsService service, AwsSettings settings) {
        return settings.namesEndpoint(service.exporter())
                ? Optional.empty()
                : settings.endpoint(service)
                        .or(() -> FoundEndpoint.inProfile(service))
                        .map(URI::toString);
    }

    private static Optional<String> region(AwsSettings settings, Optional<Profile> profile) {
        return settings.text(AwsSettings.REGION).isPresent()
                ? Optional.empty()
                : SdkSystemSetting.AWS_REGION.getStringValue().or(() -> in(profile, "region"));
    }

    /** In the order of the SDK's credentials. */
    private static Optional<String> account(Optional<Profile> profile) {
        Optional<String> key = SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue();
        if (key.isPresent()) {
            return SdkSystemSetting.AWS_ACCOUNT_ID.getStringValue().or(() -> ofKey(key.get()));
        }
        return SdkSystemSetting.AWS_ROLE_ARN
                .getStringValue()
                .or(() -> in(profile, "role_arn"))
                .flatMap(FoundDestination::ofRole)
                .or(() -> in(profile, "aws_account_id"))
                .or(() -> in(profile, "aws_access_key_id").flatMap(FoundDestination::ofKey));
    }

    private static Optional<String> in(Optional<Profile> profile, String property) {
        return profile.flatMap(named -> named.property(property)).filter(value -> !value.isBlank());
    }

    private static Optional<String> ofRole(String arn) {
        Matcher role = ROLE.matcher(arn);
        return role.matches() ? Optional.of(role.group(1)) : Optional.empty();
    }

    /** A key's letters are digits of a number that holds its account's. */
    static Optional<String> ofKey(String key) {
        Matcher known = KEY.matcher(key);
        if (!known.matches()) {
            return Optional.empty();
        }
        long number = 0;
        for (char letter : known.group(1).substring(0, 10).toCharArray()) {
            number = number << 5 | BASE_32.indexOf(letter);
        }
        return Optional.of(String.format(Locale.ROOT, "%012d", number >> 9 & 0xFF_FFFF_FFFFL));
    }
}
