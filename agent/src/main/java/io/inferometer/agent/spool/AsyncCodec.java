package io.inferometer.agent.spool;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.SampledValues;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was measured of queued requests, as a section. */
final class AsyncCodec {

    private static final int BACKLOG = 1;
    private static final int OLDEST = 2;
    private static final int WITHOUT_CAPACITY = 3;
    private static final int SUCCEEDED = 4;
    private static final int FAILED = 5;
    private static final int EXPIRED = 6;
    private static final int DOWNLOAD_FAILURES = 7;
    private static final int UPLOAD_FAILURES = 8;
    private static final int NOTIFICATION_FAILURES = 9;
    private static final int CLIENT_ERRORS = 10;
    private static final int SERVER_ERRORS = 11;
    private static final int BACKLOG_SAMPLES = 12;
    private static final int OLDEST_SAMPLES = 13;
    private static final int WITHOUT_CAPACITY_SAMPLES = 14;
    private static final int RECENT_ENDS = 15;
    private static final int WAITING = 16;
    private static final int TOTAL = 17;
    private static final int DOWNLOAD = 18;
    private static final int UPLOAD = 19;
    private static final int MODEL = 20;

    private AsyncCodec() {}

    static void write(MessageWriter out, AsyncStats stats) {
        out.number(BACKLOG, stats.queue().backlog());
        out.number(OLDEST, stats.queue().oldestNanos());
        out.content(WITHOUT_CAPACITY, content -> content.real(stats.queue().withoutCapacity()));
        out.number(RECENT_ENDS, stats.queue().recentEnds());
        AsyncStats.Counts counts = stats.counts();
        out.number(SUCCEEDED, counts.succeeded());
        out.number(FAILED, counts.failed());
        out.number(EXPIRED, counts.expired());
        out.number(DOWNLOAD_FAILURES, counts.downloadFailures());
        out.number(UPLOAD_FAILURES, counts.uploadFailures());
        out.number(NOTIFICATION_FAILURES, counts.notificationFailures());
        out.number(CLIENT_ERRORS, counts.clientErrors());
        out.number(SERVER_ERRORS, counts.serverErrors());
        write(out, BACKLOG_SAMPLES, stats.samples().backlog());
        write(out, OLDEST_SAMPLES, stats.samples().oldestSeconds());
        write(out, WITHOUT_CAPACITY_SAMPLES, stats.samples().withoutCapacity());
        write(out, WAITING, stats, AsyncStats::waiting);
        write(out, TOTAL, stats, AsyncStats::total);
        write(out, DOWNLOAD, stats, AsyncStats::download);
        write(out, UPLOAD, stats, AsyncStats::upload);
        write(out, MODEL, stats, AsyncStats::model);
    }

    private static void write(MessageWriter out, int tag, SampledValues samples) {
        if (samples.size() > 0) {
            out.content(tag, content -> {
                for (int i = 0; i < samples.size(); i++) {
                    content.real(samples.value(i));
                    content.number(samples.count(i));
                }
            });
        }
    }

    private static void write(
            MessageWriter out, int tag, AsyncStats stats, Function<AsyncStats, ExponentialHistogram> figure) {
        HistogramCodec.write(out, tag, List.of(stats), figure, Unit.NANOSECONDS);
    }

    static AsyncStats read(Message in) throws DamagedException {
        Optional<ByteReader> withoutCapacity = in.content(WITHOUT_CAPACITY);
        return new AsyncStats(
                new AsyncStats.Queue(
                        in.number(BACKLOG),
                        in.number(OLDEST),
                        withoutCapacity.isPresent() ? withoutCapacity.get().real() : Double.NaN,
                        in.number(RECENT_ENDS)),
                new AsyncStats.Samples(
                        samples(in, BACKLOG_SAMPLES),
                        samples(in, OLDEST_SAMPLES),
                        samples(in, WITHOUT_CAPACITY_SAMPLES)),
                new AsyncStats.Counts(
                        in.number(SUCCEEDED),
                        in.number(FAILED),
                        in.number(EXPIRED),
                        in.number(DOWNLOAD_FAILURES),
                        in.number(UPLOAD_FAILURES),
                        in.number(NOTIFICATION_FAILURES),
                        in.number(CLIENT_ERRORS),
                        in.number(SERVER_ERRORS)),
                histogram(in, WAITING),
                histogram(in, TOTAL),
                histogram(in, DOWNLOAD),
                histogram(in, UPLOAD),
                histogram(in, MODEL));
    }

    private static SampledValues samples(Message in, int tag) throws DamagedException {
        ByteReader content = in.column(tag);
        SampledValues samples = SampledValues.NONE;
        while (content.remaining() > 0) {
            samples = samples.and(content.real(), content.number());
        }
        return samples;
    }

    private static ExponentialHistogram histogram(Message in, int tag) throws DamagedException {
        return HistogramCodec.next(in.column(tag), Unit.NANOSECONDS);
    }
}
