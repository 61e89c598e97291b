package io.inferometer.agent.async;

/** Which requests to AWS are stages. Called on application threads. */
public interface SdkRequests {

    /** Returns whether a request of the AWS SDK is one. */
    boolean include(Object request) throws Throwable;
}
