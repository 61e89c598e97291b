package io.inferometer.exporter.awsclient;

import software.amazon.awssdk.core.exception.SdkClientException;

/** No answer came. */
final class NoAnswerException extends SdkClientException {

    private static final long serialVersionUID = 1;

    private final String address;

    /** @param address whom the request was for */
    NoAnswerException(String address, Throwable cause) {
        super(SdkClientException.builder().message("no answer from " + address).cause(cause));
        this.address = address;
    }

    String address() {
        return address;
    }
}
