package io.inferometer.agent.e2e.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A server that gets, stores and notifies with the AWS SDK, once in every way, and its books. Its arguments are the addresses of S3, of what
 * stands in for SNS and SQS, and of nothing.
 */
public final class SdkServer {

    /** What a request does. */
    private interface Work {
        void run() throws Exception;
    }

    private static final long PAUSE_MILLIS = 150;

    private final SdkClients sdk;

    private int requests;
    private int succeeded;
    private int downloads;
    private int uploads;
    private long downloadNanos;
    private long uploadNanos;

    private SdkServer(SdkClients sdk) {
        this.sdk = sdk;
    }

    private void accept(String id) {
        requests++;
    }

    private void process(String id, Work work) throws Exception {
        work.run();
    }

    private void request(Work work) {
        String id = "request-" + requests;
        accept(id);
        try {
            process(id, work);
            succeeded++;
        } catch (Exception failed) {
            // As a server would: it goes on with the next.
            System.out.println(id + " failed: " + failed);
        }
    }

    private void download(Work work) {
        downloads++;
        request(() -> downloadNanos += nanos(work));
    }

    private void upload(Work work) {
        uploads++;
        request(() -> uploadNanos += nanos(work));
    }

    private static long nanos(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }

    private static GetObjectRequest get(String bucket, String key) {
        return GetObjectRequest.builder().bucket(bucket).key(key).build();
    }

    private static PutObjectRequest put(String bucket, String key) {
        return PutObjectRequest.builder().bucket(bucket).key(key).build();
    }

    public static void main(String[] arguments) throws Exception {
        SdkServer server = new SdkServer(
                new SdkClients(URI.create(arguments[0]), URI.create(arguments[1]), URI.create(arguments[2])));
        server.prepare();
        server.downloads(Path.of(arguments[3]));
        server.streams();
        server.asynchronousDownloads();
        server.uploads(Path.of(arguments[3]));
        server.notifications();
        server.elsewhere();
        System.out.println("done " + server.requests + " " + server.succeeded + " " + server.downloads + " "
                + server.downloadNanos + " " + server.uploads + " " + server.uploadNanos);
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    /** Outside any PROCESS; it also loads what the first calls would wait for. */
    private void prepare() throws Exception {
        for (String bucket : new String[] {"payloads", "others"}) {
            try {
                sdk.s3.createBucket(b -> b.bucket(bucket));
            } catch (BucketAlreadyOwnedByYouException another) {
                // Runs share a server.
            }
            sdk.s3.putObject(put(bucket, "object"), RequestBody.fromBytes(new byte[300_000]));
            sdk.s3.getObjectAsBytes(get(bucket, "object"));
        }
        sdk.s3Async
                .getObject(get("payloads", "object"), AsyncResponseTransformer.toBytes())
                .join();
        sdk.s3Parts
                .getObject(get("payloads", "object"), AsyncResponseTransformer.toBytes())
                .join();
        sdk.sns.publish(b -> b.topicArn("arn:aws:sns:us-east-1:1:topic").message("before"));
    }

    private void downloads(Path folder) throws Exception {
        download(() -> sdk.s3.getObject(get("payloads", "object"), ResponseTransformer.toBytes()));
        download(() -> sdk.s3.getObjectAsBytes(get("payloads", "object")));
        download(() -> sdk.s3.getObjectAsBytes(b -> b.bucket("payloads").key("object")));
        download(
                () -> sdk.s3.getObject(get("payloads", "object"), ResponseTransformer.toFile(folder.resolve("first"))));
        download(() -> sdk.s3.getObject(get("payloads", "object"), folder.resolve("second")));
        download(() -> sdk.s3.getObject(b -> b.bucket("payloads").key("object"), folder.resolve("third")));
        // Fails.
        request(() -> sdk.s3.getObjectAsBytes(get("payloads", "missing")));
        // Succeeds at the second attempt.
        downloads++;
        request(() -> {
            try {
                sdk.s3.getObjectAsBytes(get("payloads", "missing"));
            } catch (NoSuchKeyException expected) {
                downloadNanos += nanos(() -> sdk.s3.getObjectAsBytes(get("payloads", "object")));
            }
        });
        // Of a bucket that does not count.
        request(() -> sdk.s3.getObjectAsBytes(get("others", "object")));
    }

    private void streams() throws Exception {
        download(() -> {
            try (InputStream in = sdk.s3.getObject(get("payloads", "object"))) {
                in.readAllBytes();
            }
        });
        downloads++;
        request(() -> {
            // To its end: what follows is not of the download.
            ResponseInputStream<GetObjectResponse> in = sdk.s3.getObject(get("payloads", "object"));
            downloadNanos += nanos(() -> in.transferTo(OutputStream.nullOutputStream()));
            pause();
            in.close();
        });
        download(() -> {
            try (InputStream in = sdk.s3.getObject(b -> b.bucket("payloads").key("object"))) {
                in.read(new byte[10]);
                pause();
            }
        });
        download(() -> {
            ResponseInputStream<GetObjectResponse> in = sdk.s3.getObject(get("payloads", "object"));
            in.read();
            pause();
            in.abort();
        });
        // Nobody closes it: it ends with the request.
        download(() -> {
            sdk.s3.getObject(get("payloads", "object")).read();
            pause();
        });
    }

    private void asynchronousDownloads() throws Exception {
        for (S3AsyncClient client : new S3AsyncClient[] {sdk.s3Async, sdk.s3Parts}) {
            download(() -> client.getObject(get("payloads", "object"), AsyncResponseTransformer.toBytes())
                    .join());
            download(() -> {
                try (InputStream in = client.getObject(
                                get("payloads", "object"), AsyncResponseTransformer.toBlockingInputStream())
                        .join()) {
                    in.readAllBytes();
                    pause();
                }
            });
            downloadNanos -= TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
            request(() -> {
                try {
                    client.getObject(get("payloads", "missing"), AsyncResponseTransformer.toBytes())
                            .join();
                } catch (CompletionException failed) {
                    throw (Exception) failed.getCause();
                }
            });
        }
    }

    private void uploads(Path folder) throws Exception {
        Path file = Files.write(folder.resolve("result"), new byte[300_000]);
        upload(() -> sdk.s3.putObject(put("payloads", "result"), RequestBody.fromFile(file)));
        upload(() -> sdk.s3.putObject(put("payloads", "result"), file));
        upload(() -> sdk.s3.putObject(b -> b.bucket("payloads").key("result"), RequestBody.fromString("result")));
        upload(() -> sdk.s3Async
                .putObject(put("payloads", "result"), AsyncRequestBody.fromFile(file))
                .join());
        upload(() -> sdk.s3Parts.putObject(put("payloads", "result"), file).join());
        // Not waited for: the request ends with it.
        uploads++;
        request(() -> sdk.s3Async.putObject(put("payloads", "result"), AsyncRequestBody.fromString("later")));
        request(() -> {
            try {
                sdk.s3.putObject(put("nowhere", "result"), RequestBody.fromString("result"));
            } catch (S3Exception denied) {
                throw new IllegalStateException("not stored", denied);
            }
        });
        request(() -> sdk.s3.putObject(put("others", "result"), RequestBody.fromString("result")));
    }

    private void notifications() throws Exception {
        request(() ->
                sdk.sns.publish(b -> b.topicArn("arn:aws:sns:us-east-1:1:topic").message("done")));
        request(() -> sdk.snsAsync
                .publish(b -> b.topicArn("arn:aws:sns:us-east-1:1:topic").message("done"))
                .join());
        request(() ->
                sdk.sqs.sendMessage(b -> b.queueUrl("http://localhost/1/queue").messageBody("done")));
        request(() -> sdk.sqsAsync
                .sendMessage(b -> b.queueUrl("http://localhost/1/queue").messageBody("done"))
                .join());
        request(() -> {
            try {
                sdk.nobody.publish(
                        b -> b.topicArn("arn:aws:sns:us-east-1:1:topic").message("done"));
            } catch (SdkClientException refused) {
                // The request is done all the same.
            }
        });
    }

    /** On a virtual thread; on another thread than the request's; without a request. */
    private void elsewhere() throws Exception {
        Runnable one = () -> download(() -> sdk.s3.getObjectAsBytes(get("payloads", "object")));
        if (Runtime.version().feature() >= 21) {
            ((Thread) Thread.class
                            .getMethod("startVirtualThread", Runnable.class)
                            .invoke(null, one))
                    .join();
        }
        request(() -> {
            Thread other = new Thread(() -> sdk.s3.getObjectAsBytes(get("payloads", "object")));
            other.start();
            other.join();
        });
        sdk.s3.getObject(get("payloads", "object")).close();
    }
}
