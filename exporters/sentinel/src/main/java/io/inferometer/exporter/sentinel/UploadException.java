package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.awsclient.LogText;
import io.inferometer.exporter.awsclient.http.WebAnswer;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S3 refused an object. */
final class UploadException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,80})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("(?s)<Message>(.*?)</Message>");

    private final int status;
    private final String code;

    UploadException(S3Uri object, WebAnswer answer) {
        super("S3 answered " + answer.status() + " " + first(CODE, answer.text()) + " to the upload of " + object + ": "
                + LogText.foreign(first(MESSAGE, answer.text())));
        status = answer.status();
        code = first(CODE, answer.text());
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Whether other credentials may help. */
    boolean isOfCredentials() {
        return code.equals("ExpiredToken")
                || code.equals("InvalidToken")
                || code.equals("InvalidAccessKeyId")
                || (code.isEmpty() && status == 403);
    }

    /** Whether another time may help. */
    boolean isOfClock() {
        return code.equals("RequestTimeTooSkewed");
    }
}
