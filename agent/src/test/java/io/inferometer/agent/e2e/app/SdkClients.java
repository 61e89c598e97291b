package io.inferometer.agent.e2e.app;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of the AWS SDK, of every kind that has stages. */
final class SdkClients {

    /** A server that refuses an upload closes its connection, which the next request may still take for open. */
    private static final RetryStrategy RETRIES = DefaultRetryStrategy.standardStrategyBuilder()
            .maxAttempts(3)
            .retryOnExceptionOrCauseInstanceOf(IOException.class)
            .build();

    final S3Client s3;
    final S3AsyncClient s3Async;
    final S3AsyncClient s3Parts;
    final SnsClient sns;
    final SnsAsyncClient snsAsync;
    final SqsClient sqs;
    final SqsAsyncClient sqsAsync;
    final SnsClient nobody;

    /** @param refused an address where nothing listens */
    SdkClients(URI storage, URI messages, URI refused) {
        s3 = of(S3Client.builder(), storage)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
        s3Async = of(S3AsyncClient.builder(), storage)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
        s3Parts = of(S3AsyncClient.builder(), storage)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .multipartEnabled(true)
                .build();
        sns = of(SnsClient.builder(), messages).build();
        snsAsync = of(SnsAsyncClient.builder(), messages).build();
        sqs = of(SqsClient.builder(), messages).checksumValidationEnabled(false).build();
        sqsAsync = of(SqsAsyncClient.builder(), messages)
                .checksumValidationEnabled(false)
                .build();
        nobody = of(SnsClient.builder(), refused).build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B of(B builder, URI address) {
        return builder.endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("identity", "secret")))
                .overrideConfiguration(o -> o.retryStrategy(RETRIES));
    }
}
