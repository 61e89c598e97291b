package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.MissingSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Reads settings in the way that all exporters to AWS share: one line of complaint that says what to do. */
public final class AwsSettings {

    static final String REGION = "aws.region";
    private static final String ENDPOINT = "aws.endpoint";
    /** A region becomes part of a host name. */
    private static final Pattern HOST_LABEL = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");

    private final ExporterContext context;

    public AwsSettings(ExporterContext context) {
        this.context = context;
    }

    /** The setting, empty when it is absent or blank. */
    public Optional<String> text(String key) {
        return context.text(key).filter(value -> !value.isBlank());
    }

    /**
     * Says once, when an exporter starts, what becomes of a name that the service does not take as it is.
     *
     * @param key where the name comes from
     * @param sent what is sent for it
     */
    public void explainChange(String exporter, String key, String name, String sent) {
        if (!sent.equals(name)) {
            context.info(exporter + ": " + key + "=" + LogText.line(name) + " is sent as " + LogText.line(sent)
                    + ", for the service does not take every character or length");
        }
    }

    /** Whether the setting says {@code true}. */
    public boolean flag(String key) {
        return context.flag(key);
    }

    /**
     * A setting that must be there and must match.
     *
     * @param expected completes "set it to …"
     * @throws MissingSettingException when it is absent, longer than {@code maxLength} or does not match
     */
    public String required(String key, Pattern pattern, int maxLength, String expected) {
        String value =
                text(key).orElseThrow(() -> new MissingSettingException(key + " is missing: set it to " + expected));
        // Length first: matching a pattern with nested repetition costs stack for each character.
        if (value.length() > maxLength || !pattern.matcher(value).matches()) {
            throw unusable(key, value, expected);
        }
        return value;
    }

    /** The region that the agent's settings name. */
    Optional<Region> region() {
        return text(REGION).map(value -> {
            if (!HOST_LABEL.matcher(value).matches()) {
                throw unusable(REGION, value, "the name of a region such as eu-central-1");
            }
            return Region.of(value);
        });
    }

    /** The region that the SDK finds: environment, profile, instance metadata. May take a few seconds. */
    static Optional<Region> foundRegion() {
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }

    /**
     * The exporter's own endpoint, else the one for all of AWS, else the one that the SDK's properties and variables name.
     *
     * @throws MissingSettingException when it cannot be used
     */
    Optional<URI> endpoint(AwsService service) {
        String own = service.exporter() + ".endpoint";
        return context.uri(own)
                .or(() -> context.uri(ENDPOINT))
                .map(AwsSettings::withLowerCaseScheme)
                .or(() -> FoundEndpoint.inThisJvm(service, System.getProperties(), System.getenv()));
    }

    /** Whether the agent's settings name an endpoint. */
    boolean namesEndpoint(String exporter) {
        return context.uri(exporter + ".endpoint")
                .or(() -> context.uri(ENDPOINT))
                .isPresent();
    }

    /**
     * Reads an endpoint that the SDK's own settings name.
     *
     * @throws MissingSettingException when requests could not go there
     */
    static URI uri(String key, String value) {
        String expected = "a URL such as https://host:8443 or http://host, without user and password";
        URI uri;
        try {
            uri = new URI(value.strip());
        } catch (URISyntaxException malformed) {
            throw unusable(key, value.contains("@") ? "(not shown)" : value, expected);
        }
        if (uri.getRawUserInfo() != null || value.contains("@")) {
            throw unusable(key, "(not shown)", expected);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean isHttp = scheme.equals("http") || scheme.equals("https");
        boolean isPort = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65535);
        if (isHttp
                && uri.getHost() == null
                && uri.getRawAuthority() != null
                && uri.getRawAuthority().contains("_")) {
            throw unusable(key, value, expected + ", whose host has no underscore");
        }
        if (!isHttp || !isPort || uri.getHost() == null) {
            throw unusable(key, value, expected);
        }
        return withLowerCaseScheme(uri);
    }

    /** The SDK knows no other. */
    private static URI withLowerCaseScheme(URI uri) {
        String scheme = uri.getScheme();
        return URI.create(scheme.toLowerCase(Locale.ROOT) + uri.toString().substring(scheme.length()));
    }

    private static MissingSettingException unusable(String key, String value, String expected) {
        return new MissingSettingException(key + "=" + LogText.line(value) + " cannot be used: set it to " + expected);
    }
}
