package io.inferometer.exporter.sentinel;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names an object in S3, or the prefix of some.
 *
 * @param key as it is, not escaped, without a slash at its beginning
 */
record S3Uri(String bucket, String key) {

    private static final String SCHEME = "s3://";

    /** It becomes part of a host's name. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9]+((-+|\\.)[A-Za-z0-9]+)*");

    S3Uri {
        if (!BUCKET.matcher(bucket).matches() || key.isEmpty()) {
            throw new IllegalArgumentException("must be s3://bucket/key, found '" + SCHEME + bucket + "/" + key + "'");
        }
    }

    /** @throws IllegalArgumentException unless it is {@code s3://bucket/key} */
    static S3Uri parse(String text) {
        int slash = text.startsWith(SCHEME) ? text.indexOf('/', SCHEME.length()) : -1;
        if (slash < 0) {
            throw new IllegalArgumentException("must be s3://bucket/key, found '" + text + "'");
        }
        return new S3Uri(text.substring(SCHEME.length(), slash), text.substring(slash + 1));
    }

    /** Returns the object of this number, from 1, below this prefix. */
    S3Uri object(long number) {
        return new S3Uri(bucket, key.replaceFirst("/+$", "") + String.format(Locale.ROOT, "/%04d.csv.gz", number));
    }

    /**
     * Returns where it is read and written.
     *
     * @param endpoint of another service than AWS's, which gets the bucket in the path
     */
    URI url(String region, Optional<URI> endpoint) {
        String path = "/" + escaped(key);
        return endpoint.map(other -> other.toString().replaceFirst("/+$", "") + "/" + escaped(bucket) + path)
                .or(() -> Optional.of("https://" + bucket + ".s3." + region + ".amazonaws.com" + path))
                .map(URI::create)
                .orElseThrow();
    }

    /** Escapes all but RFC 3986's unreserved characters and slashes. */
    private static String escaped(String path) {
        return Stream.of(path.split("/", -1))
                .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
