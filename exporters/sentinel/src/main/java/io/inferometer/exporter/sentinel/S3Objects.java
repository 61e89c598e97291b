package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.RequestSigner;
import io.inferometer.exporter.awsclient.http.WebAnswer;
import io.inferometer.exporter.awsclient.http.WebClient;
import io.inferometer.exporter.awsclient.http.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts objects into S3. Used by one thread. */
final class S3Objects implements AutoCloseable {

    /** Where the service keeps its buckets, for where neither it nor S3 says so. */
    private static final String USUAL_REGION = "eu-central-1";

    private static final byte[] NOTHING = {};

    private final Optional<URI> endpoint;
    private final WebClient http;
    private final Clock clock;
    private final Function<String, URI> anyRegion;
    private final Map<String, String> regions = new HashMap<>();

    /** @param endpoint of another service than AWS's */
    S3Objects(Optional<URI> endpoint, WebClient http, Clock clock) {
        this(endpoint, http, clock, bucket -> URI.create("https://" + bucket + ".s3.amazonaws.com/"));
    }

    /** @param anyRegion where a bucket is found by its name alone */
    S3Objects(Optional<URI> endpoint, WebClient http, Clock clock, Function<String, URI> anyRegion) {
        this.endpoint = endpoint;
        this.http = http;
        this.clock = clock;
        this.anyRegion = anyRegion;
    }

    /**
     * Puts an object.
     *
     * @return what S3 answered, whatever its status
     * @throws IOException if no answer came
     */
    WebAnswer put(S3Uri object, byte[] content, UploadCredentials credentials) throws IOException {
        return http.send(request(object, content, credentials));
    }

    WebRequest request(S3Uri object, byte[] content, UploadCredentials credentials) {
        String region = credentials.region().orElseGet(() -> region(object.bucket()));
        RequestSigner signer = new RequestSigner("s3", region, clock);
        return signer.sign(WebRequest.put(object.url(region, endpoint), content), credentials.identity());
    }

    /** Closes the idle connection. */
    @Override
    public void close() {
        http.close();
    }

    /** S3 names a bucket's region to everybody, even where it refuses. Asked again as long as nobody answers. */
    private String region(String bucket) {
        if (endpoint.isPresent()) {
            return USUAL_REGION;
        }
        String known = regions.get(bucket);
        if (known != null) {
            return known;
        }
        try {
            WebAnswer answer = http.send(new WebRequest("HEAD", anyRegion.apply(bucket), Map.of(), NOTHING));
            String region = answer.header("x-amz-bucket-region").orElse(USUAL_REGION);
            regions.put(bucket, region);
            return region;
        } catch (IOException unanswered) {
            return USUAL_REGION;
        }
    }
}
