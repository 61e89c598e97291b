package io.inferometer.receiver.logs;

import static io.inferometer.receiver.shape.Shape.text;

import io.inferometer.receiver.shape.Shape;

/** What the operations of CloudWatch Logs have in common. */
final class LogRules {
    static final Shape GROUP = text(1, 512, "[.\\-_/#A-Za-z0-9]+");

    /** Of a group to be created: {@code aws/} is for the services themselves, {@code /aws/} is not. */
    static final Shape NEW_GROUP = GROUP.and((name, path, violations) -> {
        if (name.asText().startsWith("aws/")) {
            violations.add(path, name, "expected a name that does not begin with aws/");
        }
    });

    static final Shape STREAM = text(1, 512, "[^:*]*");

    private LogRules() {}
}
