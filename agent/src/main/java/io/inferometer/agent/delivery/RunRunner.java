package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.RunExporter;
import io.inferometer.exporter.api.RunNotes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells of this JVM's run, and of those that ended JVMs left open. Windows of this run are gathered, on disk where there is a spool, and
 * uploaded together; a batch that failed is tried again as it is, so that an upload that arrived although nothing said so is replaced by
 * the same. Until the lanes are closed and the run is ended, or cannot be. Confined to the exporter's thread.
 */
final class RunRunner implements Deliverer {

    private final Supplier<RunExporter> exporter;
    private final Lanes lanes;
    private final DeliverySchedule schedule;
    private final Books books;
    private final RunNotes notes;
    private final RunBatches batches;
    private final long periodNanos;
    private long nextUpload;

    /** The exporter that has the notes. */
    private RunExporter informed;

    /** Whether the backend knows this run, as far as that exporter has said. */
    private boolean begun;

    /** Of this run, not yet settled; null if there is none. */
    private RunBatch own;

    /** What is tried, or was before an error; null in between. */
    private RunBatch tried;

    /** What the exporter said of it; null before it was asked. */
    private Delivery answer;

    private boolean ending;

    /** Whether the backend was away when the end began. */
    private boolean away;

    /** @param exporter the one to call now: it may be made anew */
    RunRunner(
            Supplier<RunExporter> exporter,
            String ownRun,
            Lanes lanes,
            SpoolShare spool,
            DeliverySchedule schedule,
            Books books) {
        this.exporter = exporter;
        this.lanes = lanes;
        this.schedule = schedule;
        this.books = books;
        this.notes = spool.notes();
        this.batches = new RunBatches(
                ownRun, lanes, spool, notes, window -> exporter.get().excerpt(window));
        this.periodNanos = exporter.get().uploadInterval().toNanos();
        this.nextUpload = System.nanoTime() + periodNanos;
    }

    @Override
    public boolean turn() throws InterruptedException {
        RunExporter current = exporter.get();
        if (!current.equals(informed)) {
            current.use(notes);
            informed = current;
            begun = false;
        }
        if (tried != null) {
            attempt(tried);
            return true;
        }
        if (lanes.isClosed()) {
            return endsRun();
        }
        if (!sendNext()) {
            lanes.await(nextLook());
        }
        return true;
    }

    /** @return whether anything was tried */
    private boolean sendNext() {
        long now = System.nanoTime();
        if (!lanes.isEnabled() || schedule.untilLive(now) > 0) {
            return false;
        }
        if (!begun) {
            begin();
            return true;
        }
        if (own == null && now - nextUpload >= 0) {
            nextUpload = Math.max(nextUpload + periodNanos, now);
            own = batches.own(false).filter(batch -> !batch.windows().isEmpty()).orElse(null);
        }
        if (own != null) {
            boolean isFull = own.isFull();
            attempt(own);
            nextUpload = isFull ? System.nanoTime() : nextUpload;
            return true;
        }
        return schedule.untilBacklog(now) <= 0 && sendEnded();
    }

    private void begin() {
        Delivery result = exporter.get().begin();
        if (result instanceof Delivery.RetryLater later) {
            putOff(later, true);
        } else {
            begun = true;
            schedule.succeeded(true, System.nanoTime());
            books.saySettled(result, true);
        }
    }

    private boolean sendEnded() {
        Optional<RunBatch> batch = batches.ended();
        batch.ifPresent(this::attempt);
        return batch.isPresent();
    }

    private long nextLook() {
        long now = System.nanoTime();
        if (schedule.untilLive(now) > 0) {
            return schedule.untilLive(now);
        }
        long upload = Math.max(1, nextUpload - now);
        return schedule.untilBacklog(now) > 0 ? Math.min(upload, schedule.untilBacklog(now)) : upload;
    }

    /**
     * Uploads the rest and ends the run. What ended JVMs left is left to the next start.
     *
     * @return whether there may be more to do
     */
    private boolean endsRun() throws InterruptedException {
        if (!ending) {
            ending = true;
            away = schedule.isFailing();
        }
        if (own == null && lanes.isEnabled()) {
            own = batches.own(true).orElse(null);
        }
        if (own == null) {
            return false;
        }
        RunBatch batch = own;
        Delivery result = lanes.isEnabled() ? attempt(batch) : Delivery.retryLater("");
        if (!(result instanceof Delivery.RetryLater later)) {
            return !(batch.isLast() && result instanceof Delivery.Nothing);
        }
        Duration pause = later.after().compareTo(LaneRunner.LAST_PAUSE) > 0 ? later.after() : LaneRunner.LAST_PAUSE;
        boolean isVain = !lanes.isEnabled() || (away && lanes.unkept() == 0);
        if (isVain || lanes.deadline() - System.nanoTime() < pause.toNanos()) {
            batches.putBack(batch);
            own = null;
            return false;
        }
        Thread.sleep(pause.toMillis());
        return true;
    }

    /** Tries it, and settles it or leaves it for another time. An error in between leaves it to the next turn. */
    private Delivery attempt(RunBatch batch) {
        tried = batch;
        if (answer == null) {
            answer = asked(batch);
        }
        Delivery result = answer;
        boolean isOwn = batch.equals(own);
        if (result instanceof Delivery.RetryLater later) {
            if (!isOwn) {
                batches.postpone(batch);
            }
            tried = null;
            answer = null;
            putOff(later, isOwn);
            return result;
        }
        batches.settle(batch);
        books.settled(result, batch.windows().size());
        own = isOwn ? null : own;
        tried = null;
        answer = null;
        if (!(result instanceof Delivery.Nothing)) {
            long now = System.nanoTime();
            schedule.succeeded(isOwn, now);
            lanes.setFailing(false);
            books.saySettled(result, !schedule.onlyBacklogFails(now));
        }
        return result;
    }

    private Delivery asked(RunBatch batch) {
        try {
            return batch.send(exporter.get());
        } catch (LinkageError incomplete) {
            throw incomplete;
        } catch (Throwable failure) {
            return Delivery.retryLater(failure.toString());
        }
    }

    private void putOff(Delivery.RetryLater later, boolean isOwn) {
        schedule.failed(isOwn, System.nanoTime(), later.after());
        lanes.setFailing(schedule.isFailing());
        books.putOff(later.reason());
    }

    @Override
    public int inHand() {
        return own == null ? 0 : own.unkept();
    }
}
