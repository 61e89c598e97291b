package io.inferometer.receiver;

import static io.inferometer.receiver.shape.Shape.text;

import io.inferometer.receiver.shape.Shape;

/** What the operations of CloudWatch Logs have in common. */
final class LogRules {
    static final Shape GROUP = text(1, 512, "[.\\-_/#A-Za-z0-9]+");

    static final Shape STREAM = text(1, 512, "[^:*]*");

    private LogRules() {}
}
