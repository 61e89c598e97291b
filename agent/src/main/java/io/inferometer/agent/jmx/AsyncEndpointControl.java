package io.inferometer.agent.jmx;

/** What JMX shows of queued requests, under the names and in the units of SageMaker's asynchronous endpoints. */
public interface AsyncEndpointControl {

    long getApproximateBacklogSize();

    double getApproximateBacklogSizePerInstance();

    double getApproximateAgeOfOldestRequest();

    double getHasBacklogWithoutCapacity();

    long getRequestDownloadFailures();

    long getResponseUploadFailures();

    long getNotificationFailures();

    double getRequestDownloadLatency();

    double getResponseUploadLatency();

    long getExpiredRequests();

    long getInvocationFailures();

    long getInvocationsProcessed();

    double getTimeInBacklog();

    double getTotalProcessingTime();

    long getInvocation4XXErrors();

    long getInvocation5XXErrors();

    double getModelLatency();
}
