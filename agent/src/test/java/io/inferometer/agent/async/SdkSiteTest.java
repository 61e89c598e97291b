package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;

/** Calls of the AWS SDK inside a PROCESS, and the streams that they return. */
class SdkSiteTest {

    private final SiteErrors errors = new SiteErrors();
    private final AsyncEndpoint endpoint = new AsyncEndpoint(
            new AsyncLimits(Duration.ofHours(1), Duration.ofHours(1), 100, false),
            failure -> Outcome.SERVER_ERROR,
            errors,
            false);
    private final Site accept = endpoint.site(Stage.ACCEPT, new IdReader.Given(), new Switch());
    private final Site process = endpoint.site(Stage.PROCESS, new IdReader.Given(), new Switch());
    private final Site download = endpoint.sdkSite(Stage.DOWNLOAD, "counts"::equals, new Switch());
    private final Site read = endpoint.streamSite(true);
    private final Site close = endpoint.streamSite(false);

    private static Object stream() {
        return new ResponseInputStream<>(
                "response", AbortableInputStream.create(new ByteArrayInputStream(new byte[1])));
    }

    private Object begin(String id) {
        accept.exit(accept.enter(null, id), null, null, null, null);
        return process.enter(null, id);
    }

    private void end(Object call, Throwable failure) {
        process.exit(call, null, null, null, failure);
    }

    private void get(Object result, Throwable failure) {
        download.exit(download.enter(this, "counts"), this, null, result, failure);
    }

    private void read(Object stream, int count, IOException failure) {
        read.exit(read.enter(stream), stream, null, failure == null ? (Object) count : null, failure);
    }

    private AsyncStats stats() {
        assertThat(errors.count()).isZero();
        return endpoint.sinceStart(System.nanoTime());
    }

    @Test
    void callsElsewhereAreNothing() {
        assertThat(download.enter(this, "counts")).isNull();
        Object call = begin("other bucket");
        assertThat(download.enter(this, "does not")).isNull();
        end(call, null);
        assertThat(stats().download().count()).isZero();
        assertThat(endpoint.complaints()).isEmpty();
    }

    @Test
    void aStreamEndsOnceAndAtTheLatestWithItsRequest() {
        List<Object> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Object call = begin("stream " + i);
            Object stream = stream();
            streams.add(stream);
            get(stream, null);
            read(stream, 10, null);
            assertThat(stats().download().count()).isEqualTo(i);
            if (i == 0) {
                read(stream, -1, null);
                read(stream, -1, null);
            }
            if (i <= 1) {
                close.exit(close.enter(stream), stream, null, null, null);
            }
            end(call, null);
            close.exit(close.enter(stream), stream, null, null, null);
            assertThat(stats().download().count()).isEqualTo(i + 1);
        }
        assertThat(stats().counts().succeeded()).isEqualTo(3);
        assertThat(streams).hasSize(3);
    }

    @Test
    void aReadThatFailsFailsTheDownload() {
        Object call = begin("torn");
        Object stream = stream();
        get(stream, null);
        IOException reset = new IOException("connection reset");
        read(stream, 0, reset);
        close.exit(close.enter(stream), stream, null, null, null);
        end(call, reset);
        assertThat(stats().counts().downloadFailures()).isEqualTo(1);
        assertThat(stats().download().count()).isZero();
    }

    @Test
    void aStreamThatComesAfterItsRequestHasEndedIsOver() {
        Object call = begin("late");
        CompletableFuture<Object> future = new CompletableFuture<>();
        get(future, null);
        end(call, null);
        assertThat(stats().counts().succeeded()).as("waits for it").isZero();
        future.complete(stream());
        assertThat(stats().counts().succeeded()).isEqualTo(1);
        assertThat(stats().download().count()).isEqualTo(1);
    }

    @Test
    void aClientInsideAnotherCountsOnce() {
        Object call = begin("nested");
        Object outer = download.enter(this, "counts");
        assertThat(download.enter("inner", "counts")).isNull();
        download.exit(outer, this, null, "bytes", null);
        assertThat(download.enter(this, "counts")).as("the next").isNotNull();
        end(call, null);
        assertThat(stats().download().count()).isEqualTo(1);
    }
}
