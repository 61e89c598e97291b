package io.inferometer.receiver;

import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends any body for an operation, signed by the AWS SDK's own signer, and unsigned requests for everything else. */
final class SignedCaller {
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Credentials credentials;

    SignedCaller(Receiver receiver, Credentials credentials) {
        this.address = receiver.address();
        this.credentials = credentials;
    }

    SignedCaller(Receiver receiver) {
        this(receiver, ReceiverOptions.EXAMPLE_CREDENTIALS);
    }

    HttpResponse<String> call(Operation operation, String body) throws IOException, InterruptedException {
        return call(
                operation,
                body,
                switch (operation.service()) {
                    case SAGEMAKER -> "application/json";
                    case CLOUDWATCH -> "application/x-amz-json-1.0";
                    case LOGS -> "application/x-amz-json-1.1";
                    case SENTINEL, S3 -> throw new IllegalArgumentException(operation + " is called otherwise");
                });
    }

    HttpResponse<String> call(Operation operation, String body, String contentType)
            throws IOException, InterruptedException {
        Service service = operation.service();
        String method = operation == Operation.BATCH_PUT_METRICS ? "PUT" : "POST";
        URI uri = address.resolve(service == Service.SAGEMAKER ? "/" + operation : "/");
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .uri(uri)
                .method(SdkHttpMethod.fromValue(method))
                .putHeader("Content-Type", contentType);
        if (service != Service.SAGEMAKER && !contentType.contains("form")) {
            unsigned.putHeader("X-Amz-Target", service.target() + "." + operation);
        }
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.request(unsigned.build())
                        .identity(AwsCredentialsIdentity.create(credentials.accessKey(), credentials.secretKey()))
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.signingName())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
        signed.forEachHeader((name, values) -> {
            if (!SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    static String errorType(HttpResponse<?> response) {
        return response.headers().firstValue("x-amzn-errortype").orElse("");
    }
}
