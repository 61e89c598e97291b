package io.inferometer.sample.async;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects in S3. Thread-safe. */
public final class Storage {

    /** A bucket that is written with credentials that S3 does not know, so that the upload is denied. */
    public static final String SEALED = "sealed";

    private final S3Client client;
    private final S3Client stranger;

    /** With the credentials of the environment. */
    Storage(URI endpoint) {
        this(endpoint, EnvironmentVariableCredentialsProvider.create());
    }

    public Storage(URI endpoint, String accessKey, String secretKey) {
        this(endpoint, provider(accessKey, secretKey));
    }

    private Storage(URI endpoint, AwsCredentialsProvider credentials) {
        client = client(endpoint, credentials);
        stranger = client(endpoint, provider("stranger", "unknown"));
    }

    private static AwsCredentialsProvider provider(String accessKey, String secretKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }

    private static S3Client client(URI endpoint, AwsCredentialsProvider credentials) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    public void create(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
    }

    public byte[] get(URI object) {
        return client.getObjectAsBytes(
                        request -> request.bucket(object.getHost()).key(key(object)))
                .asByteArray();
    }

    public void put(URI object, byte[] content) {
        (object.getHost().equals(SEALED) ? stranger : client)
                .putObject(
                        request -> request.bucket(object.getHost()).key(key(object)), RequestBody.fromBytes(content));
    }

    private static String key(URI object) {
        return object.getPath().substring(1);
    }
}
