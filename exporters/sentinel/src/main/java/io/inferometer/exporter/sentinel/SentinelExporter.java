package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.RunExporter;
import io.inferometer.exporter.api.RunNotes;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The exporter {@code sentinel}: registers runs, uploads their rows and finishes them. Used by one thread. */
final class SentinelExporter implements RunExporter {

    /** Of rows that are sent with the end of a run instead of being uploaded before. */
    private static final int LARGEST_INLINE = 1 << 20;

    private static final List<Integer> GONE = List.of(404, 409, 410);

    private final ExporterContext context;
    private final SentinelApi api;
    private final String token;
    private final Uploads uploads;
    private final Registration registration;
    private final Duration uploadInterval;
    private final boolean hasInferenceColumns;
    private final BackOff backOff = new BackOff();
    private RunNotes notes;

    SentinelExporter(
            ExporterContext context, SentinelApi api, String token, Uploads uploads, Registration registration) {
        this.context = context;
        this.api = api;
        this.token = token;
        this.uploads = uploads;
        this.registration = registration;
        this.uploadInterval = context.duration("sentinel.upload-interval");
        this.hasInferenceColumns = context.flag("sentinel.inference-columns");
    }

    @Override
    public Duration uploadInterval() {
        return uploadInterval;
    }

    @Override
    public Window excerpt(Window window) {
        return hasInferenceColumns ? InferenceColumns.excerpt(window) : RunExporter.super.excerpt(window);
    }

    @Override
    public void use(RunNotes those) {
        notes = those;
    }

    private interface Step {
        Delivery take() throws IOException;
    }

    @Override
    public Delivery begin() {
        String run = context.resource().runId();
        return attempt(run, () -> {
            registered(run, note(run));
            return Delivery.delivered();
        });
    }

    @Override
    public Delivery upload(List<Window> windows) {
        String run = windows.get(0).resource().runId();
        return attempt(run, () -> {
            RunNote note = note(run);
            RunCsv rows = RunCsv.of(windows, note.windows(), hasInferenceColumns);
            if (rows.rows() == 0) {
                return Delivery.nothing();
            }
            put(run, registered(run, note), rows);
            return Delivery.delivered();
        });
    }

    @Override
    public Delivery finish(String run, List<Window> rest) {
        RunNote known = note(run);
        RunCsv rows = RunCsv.of(rest, known.windows(), hasInferenceColumns);
        boolean isOwn = run.equals(context.resource().runId());
        boolean isWorthless = !isOwn && !known.isRegistered() && rows.rows() == 0;
        if (known.isDone() || isWorthless) {
            notes.delete(run);
            return Delivery.nothing();
        }
        RunNote ended = known.end().isPresent() ? known : known.ended(isOwn ? ownEnd() : RunEnd.UNKNOWN);
        if (isOwn) {
            // Should it fail now, a later start knows how this one ended.
            notes.write(run, ended.toString());
        }
        return attempt(run, () -> {
            finish(run, registered(run, ended), rows);
            return Delivery.delivered();
        });
    }

    private RunEnd ownEnd() {
        return context.exitCode().isPresent()
                ? new RunEnd(RunStatus.FAILED, context.exitCode().getAsInt())
                : new RunEnd(RunStatus.FINISHED, null);
    }

    private void finish(String run, RunNote note, RunCsv rows) throws IOException {
        RunNote uploaded = note;
        boolean isInline = note.uploaded() == 0 && rows.bytes() <= LARGEST_INLINE;
        if (!isInline && rows.rows() > 0) {
            uploaded = put(run, note, rows);
        }
        RunEnd end = note.end().orElseThrow();
        try {
            JsonNode answer = isInline
                    ? api.finishRun(
                            token, note.id(), end.exitCode(), end.status(), DataSource.INLINE, null, rows.text())
                    : api.finishRun(
                            token, note.id(), end.exitCode(), end.status(), DataSource.S3, uploaded.uris(), null);
            Processing.of(answer)
                    .ifPresent(problem -> context.warn("exporter sentinel: run " + note.id() + ": " + problem));
        } catch (SentinelApiException refused) {
            // It arrived the first time, and the answer did not.
            if (refused.statusCode() != 409) {
                throw refused;
            }
        }
        uploads.forget(note.id());
        notes.write(run, uploaded.done().toString());
    }

    private RunNote registered(String run, RunNote note) throws IOException {
        if (note.isRegistered()) {
            return note;
        }
        RegisteredRun registered = RegisteredRun.of(
                api.registerRun(token, registration.metadata(), registration.host(), registration.cloud()));
        uploads.lent(registered);
        RunNote next = note.registered(registered);
        notes.write(run, next.toString());
        return next;
    }

    private RunNote put(String run, RunNote note, RunCsv rows) throws IOException {
        uploads.put(note.id(), note.next(), rows.gzipped());
        RunNote next = note.uploaded(rows.numbers());
        notes.write(run, next.toString());
        return next;
    }

    private RunNote note(String run) {
        Optional<String> text = notes.read(run);
        if (text.isEmpty()) {
            return RunNote.NEW;
        }
        try {
            return RunNote.parse(text.get());
        } catch (IllegalArgumentException damaged) {
            context.warn("exporter sentinel: what was known of an earlier run cannot be read (" + damaged.getMessage()
                    + "); the rest of its rows becomes another run");
            return RunNote.NEW;
        }
    }

    private Delivery attempt(String run, Step step) {
        try {
            Delivery result = step.take();
            backOff.succeeded();
            return result;
        } catch (SentinelApiException refused) {
            return refused(run, refused);
        } catch (UnusableAnswerException unusable) {
            return new Delivery.RetryLater(backOff.failed(), unusable.getMessage());
        } catch (IOException failed) {
            return Delivery.retryLater(failed.getMessage() == null ? failed.toString() : failed.getMessage());
        }
    }

    private Delivery refused(String run, SentinelApiException refused) {
        int status = refused.statusCode();
        RunNote note = note(run);
        if (GONE.contains(status) && note.isRegistered()) {
            uploads.forget(note.id());
            RunNote again = note.end().map(RunNote.NEW::ended).orElse(RunNote.NEW);
            notes.write(run, again.toString());
            return Delivery.retryLater("the service does not take more for run " + note.id() + " (" + status
                    + "): what it does not have becomes another run");
        }
        if (status == 401 || status == 403) {
            return new Delivery.RetryLater(
                    backOff.failed(),
                    "the service refuses the token (" + status + "): check sentinel.token and sentinel.url");
        }
        boolean isPassing = status >= 500 || status == 408 || status == 429;
        return new Delivery.RetryLater(isPassing ? Duration.ZERO : backOff.failed(), refused.getMessage());
    }

    @Override
    public void close() {
        api.close();
        uploads.close();
    }
}
