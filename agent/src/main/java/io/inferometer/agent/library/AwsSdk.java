package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;
import static io.inferometer.agent.library.Types.subtypeOf;

import io.inferometer.agent.reader.Expression;
import java.util.List;
import java.util.Locale;

/**
 * Not an inference library: the AWS SDK for Java 2, whose calls may be stages of queued requests. Every other overload ends in the one
 * that takes the request, which each implementation of a client has.
 */
final class AwsSdk implements Declaration {

    private static final String SERVICES = "software.amazon.awssdk.services.";

    private static final Expression BUCKET = Expression.parse("arg0.bucket()");

    @Override
    public Library library() {
        Types response = named("software.amazon.awssdk.core.ResponseInputStream");
        Types stream = named("software.amazon.awssdk.core.io.SdkFilterInputStream");
        return new Library(
                Library.AWS_SDK,
                "AWS SDK for Java 2",
                "2.40",
                Naming.NONE,
                List.of(
                        object("S3Client", "getObject", "core.sync.ResponseTransformer", Target.Role.DOWNLOAD),
                        object(
                                "S3AsyncClient",
                                "getObject",
                                "core.async.AsyncResponseTransformer",
                                Target.Role.DOWNLOAD),
                        object("S3Client", "putObject", "core.sync.RequestBody", Target.Role.UPLOAD),
                        object("S3AsyncClient", "putObject", "core.async.AsyncRequestBody", Target.Role.UPLOAD),
                        message("sns.SnsClient", "publish", "sns.model.PublishRequest"),
                        message("sns.SnsAsyncClient", "publish", "sns.model.PublishRequest"),
                        message("sqs.SqsClient", "sendMessage", "sqs.model.SendMessageRequest"),
                        message("sqs.SqsAsyncClient", "sendMessage", "sqs.model.SendMessageRequest"),
                        Target.progress(response, "read", Target.Role.READ).orMissing(),
                        Target.progress(response, "close", Target.Role.CLOSE).orMissing(),
                        Target.progress(response, "abort", Target.Role.CLOSE).orMissing(),
                        Target.progress(stream, "read", Target.Role.READ).orMissing(),
                        Target.progress(stream, "close", Target.Role.CLOSE).orMissing()));
    }

    private static Target object(String client, String method, String body, Target.Role stage) {
        String request = method.substring(0, 1).toUpperCase(Locale.ROOT).concat(method.substring(1));
        return Target.stage(subtypeOf(SERVICES + "s3." + client), method, stage, BUCKET)
                .withParameters(SERVICES + "s3.model." + request + "Request", "software.amazon.awssdk." + body);
    }

    private static Target message(String client, String method, String request) {
        return Target.stage(subtypeOf(SERVICES + client), method, Target.Role.NOTIFY, null)
                .withParameters(SERVICES + request);
    }
}
