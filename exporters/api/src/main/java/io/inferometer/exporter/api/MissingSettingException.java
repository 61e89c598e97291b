package io.inferometer.exporter.api;

/** A setting that an exporter cannot do without is missing or unusable. The message is one line that names key and remedy. */
public final class MissingSettingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MissingSettingException(String message) {
        super(message);
    }
}
