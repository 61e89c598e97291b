package io.inferometer.agent.spool;

import java.io.IOException;

/** Bytes that were read are not those that were written. */
class DamagedException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
