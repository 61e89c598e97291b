package io.inferometer.exporter.sentinel.cloud;

import java.io.IOException;

/** Recognises the metadata service of one cloud. */
interface CloudVendor {

    /**
     * Asks the service.
     *
     * @return {@link CloudInfo#UNKNOWN} if whoever answers is not this vendor's service
     * @throws IOException if nobody answers in time
     */
    CloudInfo ask() throws IOException;

    /** The vendor, as the Sentinel service calls it. */
    String id();
}
