package io.inferometer.agent.log;

import org.slf4j.Marker;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * The logger of a library: warnings and errors are shown at level {@code debug}, everything below never, since libraries
 * write requests and credentials there.
 */
final class LibraryLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    LibraryLogger(String name) {
        this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return Log.isDebugEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return Log.isDebugEnabled();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            org.slf4j.event.Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
        // The fluent API and some helpers come here without asking whether the level is on.
        if (level.compareTo(org.slf4j.event.Level.WARN) > 0 || !Log.isDebugEnabled()) {
            return;
        }
        try {
            StringBuilder line = new StringBuilder(name).append(": ");
            line.append(MessageFormatter.basicArrayFormat(pattern, arguments));
            if (failure != null) {
                line.append(": ").append(failure);
            }
            Log.debug(line.toString());
        } catch (RuntimeException e) {
            // An argument or a failure that cannot tell its own text: what the library wrote itself remains.
            Log.debug(pattern);
        }
    }
}
