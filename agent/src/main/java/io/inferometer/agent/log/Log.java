package io.inferometer.agent.log;

import io.inferometer.agent.redaction.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The agent's log. Every method may be called from any thread, never throws, and waits at most
 * {@value LogFile#PATIENCE_MILLIS} ms for other threads' lines. Secrets in a message are masked.
 */
public final class Log {

    /** What {@link #warnOnce} remembers; keys beyond it are shown at {@code debug} only. */
    static final int MAX_KEYS = 256;

    /** Said instead of the first line of all, when there is nothing left to mask or format it with. */
    private static final String OVERWRITTEN =
            "the agent's jar was overwritten while this JVM uses it: restart this JVM";

    private static final Set<String> WARNED = new HashSet<>();

    private static final LogFile STANDARD_ERROR = LogFile.standardError();

    private static volatile Level level = Level.INFO;
    private static volatile LogFile target = STANDARD_ERROR;

    private Log() {}

    /**
     * Sets the level and the place of the log. The file is appended to; if it cannot be opened, one warning says so and
     * the log goes to standard error. Never waits: of a named pipe that nobody reads lines are dropped and counted.
     *
     * @param levelName {@code off}, {@code error}, {@code warn}, {@code info} or {@code debug}; {@code info} if unknown
     * @param file path of the log file; empty for standard error
     */
    public static void configure(String levelName, String file) {
        level = Level.named(levelName);
        LogFile before = target;
        if (file.isEmpty()) {
            target = STANDARD_ERROR;
        } else {
            try {
                target = LogFile.append(file);
            } catch (IOException | RuntimeException e) {
                target = STANDARD_ERROR;
                // The exception's text repeats the path and adds the system's reason.
                warn("log.file cannot be opened: "
                        .concat(String.valueOf(e.getMessage()))
                        .concat("; logging to stderr. Name a file in a directory that this user may write to."));
            }
        }
        if (before != STANDARD_ERROR) {
            before.close();
        }
    }

    public static boolean isDebugEnabled() {
        return level == Level.DEBUG;
    }

    public static void error(String message) {
        write(Level.ERROR, message);
    }

    public static void warn(String message) {
        write(Level.WARN, message);
    }

    public static void info(String message) {
        write(Level.INFO, message);
    }

    public static void debug(String message) {
        write(Level.DEBUG, message);
    }

    /** The message, the failure with its causes, and where it came from, in one line. */
    public static void debug(String message, Throwable failure) {
        if (isDebugEnabled()) {
            try {
                write(Level.DEBUG, Line.describe(message, failure));
            } catch (Throwable e) {
                // The text of a foreign exception is foreign code, which may throw anything.
                write(Level.DEBUG, message);
            }
        }
    }

    /** Warns the first time only that this key is named, within the life of the JVM. */
    public static void warnOnce(String key, String line) {
        int known;
        synchronized (WARNED) {
            if (WARNED.contains(key)) {
                return;
            }
            known = WARNED.size();
            if (known < MAX_KEYS) {
                WARNED.add(key);
            }
        }
        if (known == MAX_KEYS) {
            debug(line);
            return;
        }
        warn(line);
        if (known == MAX_KEYS - 1) {
            warn("more warnings of this kind are shown with log.level=debug only");
        }
    }

    private static void write(Level lineLevel, String message) {
        if (!level.includes(lineLevel)) {
            return;
        }
        String masked = OVERWRITTEN;
        try {
            masked = Redaction.of(String.valueOf(message));
            target.write(Line.of(System.currentTimeMillis(), lineLevel, masked));
        } catch (LinkageError unformatted) {
            writePlain(lineLevel, masked);
        } catch (Throwable e) {
            // Nobody is left to tell: the log must not harm the application, even when memory runs out.
            target.countDropped();
        }
    }

    private static void writePlain(Level lineLevel, String message) {
        try {
            String line = "inferometer ".concat(lineLevel.name()).concat(" ").concat(String.valueOf(message));
            target.write(line.concat("\n").getBytes(StandardCharsets.UTF_8));
        } catch (Throwable e) {
            target.countDropped();
        }
    }
}
