package io.inferometer.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that was started. Killed on {@link #close} if it still runs. */
public final class RunningJvm implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("dashboard (http://\\S+?/)(?=[;\\s])");

    private final long started = System.nanoTime();
    private final Jdk jdk;
    private final Process process;
    private final String command;
    private final Duration timeout;
    private final Capture out;
    private final Capture err;

    RunningJvm(Jdk jdk, Process process, String command, Duration timeout) {
        this.jdk = jdk;
        this.process = process;
        this.command = command;
        this.timeout = timeout;
        this.out = new Capture(process.getInputStream(), StandardCharsets.ISO_8859_1);
        this.err = new Capture(process.getErrorStream(), StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it runs still. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output so far. */
    public String out() {
        return out.text();
    }

    /** Standard error so far. */
    public String err() {
        return err.text();
    }

    /** Waits until standard output has a match. */
    public Matcher awaitOut(String regex) {
        return await(out, Pattern.compile(regex, Pattern.MULTILINE));
    }

    /** Waits until standard error has a match. */
    public Matcher awaitErr(String regex) {
        return await(err, Pattern.compile(regex, Pattern.MULTILINE));
    }

    /** Waits until the agent has said where its dashboard is. */
    public Metrics metrics() {
        return new Metrics(URI.create(await(err, ADDRESS).group(1)));
    }

    /** Writes a line to standard input. */
    public void send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw failure("took no input: " + e.getMessage());
        }
    }

    private Matcher await(Capture stream, Pattern pattern) {
        long deadline = started + timeout.toNanos();
        while (true) {
            boolean ended = !process.isAlive();
            try {
                Matcher found = pattern.matcher(ended ? stream.whole() : stream.text());
                if (found.find()) {
                    return found;
                }
                if (ended) {
                    throw failure("ended before it printed " + pattern);
                }
                if (System.nanoTime() > deadline) {
                    throw failure("did not print " + pattern + " within " + timeout);
                }
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** Closes standard input and waits for the end of the process. */
    public Result finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException closed) {
            // It has ended already.
            process.onExit();
        }
        return awaitEnd();
    }

    /** Waits for the end of the process. */
    public Result awaitEnd() {
        try {
            long left = started + timeout.toNanos() - System.nanoTime();
            if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
                throw failure("did not end within " + timeout);
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - started);
            return new Result(process.exitValue(), out.whole(), err.whole(), wall);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private AssertionError failure(String what) {
        String threads = process.isAlive() ? ThreadDump.of(jdk, process.pid()) : "exit code " + process.exitValue();
        close();
        return new AssertionError(
                command + "\n" + what + "\nstdout:\n" + out.text() + "\nstderr:\n" + err.text() + "\n" + threads);
    }

    private AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting for " + command, e);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            process.getOutputStream().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // A write that the process did not take while it lived is of no use now.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
