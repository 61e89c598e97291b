package io.inferometer.exporter.awsclient;

import io.inferometer.exporter.awsclient.http.WebRequest;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests for one service in one region, with the SDK's signer (AWS Signature Version 4). Every header that the request
 * has is signed; what is added later is not. Thread-safe.
 */
public final class RequestSigner {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /** The one service that takes a path as it is, where the others encode it once more and resolve its dots. */
    private static final String S3 = "s3";

    private final String service;
    private final String region;
    private final Clock clock;

    /** @param service as in the scope of a signature, such as {@code s3} */
    public RequestSigner(String service, String region, Clock clock) {
        this.service = service;
        this.region = region;
        this.clock = clock;
    }

    /**
     * Returns the request with the headers that prove who sends it: to be sent within a few minutes.
     *
     * @param credentials lasting, or temporary ones with their session token
     */
    public WebRequest sign(WebRequest request, AwsCredentialsIdentity credentials) {
        boolean isS3 = service.equals(S3);
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.uri());
        request.headers().forEach(head::putHeader);
        SdkHttpRequest unsigned = head.build();
        SignedRequest signed = SIGNER.sign(sign -> sign.identity(credentials)
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArray(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !isS3)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !isS3)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        Map<String, String> headers = new TreeMap<>();
        signed.request().headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return new WebRequest(request.method(), request.uri(), headers, request.body());
    }
}
