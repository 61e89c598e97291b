package io.inferometer.agent.log;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Where lines go: one write of the operating system each. Safe for any number of threads. */
final class LogFile {

    /** How long a line waits for another one, which may hang in a full pipe, before it is left to that one's thread. */
    static final int PATIENCE_MILLIS = 100;

    /** So many lines wait for one that hangs; further ones are dropped and counted. */
    static final int WAITING_LINES = 64;

    private final OutputStream stream;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(WAITING_LINES);
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong dropped = new AtomicLong();

    LogFile(OutputStream stream) {
        this.stream = stream;
    }

    /** The process's own descriptor: {@code System.err} may have been replaced by the application's code. */
    static LogFile standardError() {
        return new LogFile(new FileOutputStream(FileDescriptor.err));
    }

    /** Appends to a file, or writes to a pipe or device. */
    static LogFile append(String path) throws IOException {
        File file = new File(path);
        if (file.isFile() || !file.exists()) {
            return new LogFile(new FileOutputStream(file, true));
        }
        // Opening a named pipe for writing waits for a reader, which this is meanwhile.
        RandomAccessFile reader = new RandomAccessFile(file, "rw");
        try {
            return new LogFile(new FileOutputStream(file, true));
        } finally {
            reader.close();
        }
    }

    void write(byte[] line) {
        synchronized (waiting) {
            if (waiting.size() == WAITING_LINES) {
                countDropped();
                return;
            }
            waiting.add(line);
        }
        // A line that lost patience while the lock was held is seen after it was released.
        while (isWaiting() && acquire()) {
            try {
                writeWaiting();
            } finally {
                lock.unlock();
            }
        }
    }

    private void writeWaiting() {
        for (byte[] line = next(); line != null; line = next()) {
            try {
                long missing = dropped.get();
                if (missing > 0) {
                    stream.write(notice(missing));
                    dropped.addAndGet(-missing);
                }
                stream.write(line);
                stream.flush();
            } catch (IOException e) {
                // The disk is full or the pipe is closed: counted here, said as soon as a line gets through.
                countDropped();
            }
        }
    }

    private boolean isWaiting() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    /** Returns null if no line waits. */
    private byte[] next() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    void countDropped() {
        dropped.incrementAndGet();
    }

    /** Left open while a line hangs in it. */
    void close() {
        if (!acquire()) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // Every line went out with its own write: nothing is left to lose.
            return;
        } finally {
            lock.unlock();
        }
    }

    private boolean acquire() {
        if (lock.tryLock()) {
            return true;
        }
        try {
            return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] notice(long missing) {
        String text = Long.toString(missing).concat(" lines of this log could not be written");
        return Line.of(System.currentTimeMillis(), Level.WARN, text);
    }
}
