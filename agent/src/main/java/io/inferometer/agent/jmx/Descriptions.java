package io.inferometer.agent.jmx;

import static java.util.Map.entry;

import java.util.Map;

/**
 * What a console shows for each MBean (the empty key), attribute and operation. A table, not annotations: reading those
 * makes the JDK generate proxies in the application's JVM.
 */
final class Descriptions {

    static final Map<String, String> AGENT = Map.ofEntries(
            entry("", "The Inferometer agent of this JVM."),
            entry("Version", "Version of the agent."),
            entry("HttpAddress", "URL of the dashboard; /metrics below it is for Prometheus. Empty without one."),
            entry(
                    "HttpPortUnavailable",
                    "Configured http.port when it could not be opened, so that HttpAddress has another port; 0 otherwise."),
            entry(
                    "Enabled",
                    "Whether calls are measured. Setting it applies to calls that begin afterwards, of all libraries."),
            entry("Clock", "What calls are timed by now: nanotime or tsc."),
            entry("ClockProblem", "Why calls are not timed as the option clock says; empty where they are."),
            entry("ThreadErrors", "Errors that the agent's own threads met and survived."),
            entry(
                    "NotMeasured",
                    "What should be measured and cannot be, and why, a line each; the first 100 that were reported."),
            entry("Errors", "InstrumentationErrors + MeasuringErrors."),
            entry("flush", "Ends the current window and hands it to the exporters."),
            entry("reset", "Starts the latencies and rates of the last 60 seconds anew. Counters go on."));

    static final Map<String, String> ASYNC_ENDPOINT = Map.ofEntries(
            entry("", "Queued requests, under the names and in the units of SageMaker's asynchronous endpoints."),
            entry("ApproximateBacklogSize", "Queued requests accepted and not ended."),
            entry(
                    "ApproximateBacklogSizePerInstance",
                    "Queued requests accepted and not ended, divided by the number of instances."),
            entry(
                    "ApproximateAgeOfOldestRequest",
                    "Age of the oldest queued request that has not ended, in seconds; 0 without one."),
            entry(
                    "HasBacklogWithoutCapacity",
                    "1 if requests waited for all of the last second and nothing worked on any, else 0; NaN if not known."),
            entry("RequestDownloadFailures", "Failed requests whose last download failed, since the start."),
            entry("ResponseUploadFailures", "Failed requests whose last upload failed, since the start."),
            entry("NotificationFailures", "Notifications that failed, since the start."),
            entry(
                    "RequestDownloadLatency",
                    "Mean time of a request's downloads since the start, in microseconds; 0 without one."),
            entry(
                    "ResponseUploadLatency",
                    "Mean time of a request's uploads since the start, in microseconds; 0 without one."),
            entry("ExpiredRequests", "Requests that were not begun in time, since the start."),
            entry("InvocationFailures", "Requests that were begun and failed, since the start."),
            entry("InvocationsProcessed", "Requests that were begun and ended, since the start."),
            entry("TimeInBacklog", "Mean time that requests waited since the start, in milliseconds; 0 without one."),
            entry(
                    "TotalProcessingTime",
                    "Mean time from acceptance to end since the start, in milliseconds; 0 without one."),
            entry("Invocation4XXErrors", "Requests whose model failed with an error of the client, since the start."),
            entry(
                    "Invocation5XXErrors",
                    "Requests whose model failed otherwise, or that were not ended in time, since the start."),
            entry("ModelLatency", "Mean time of the model since the start, in microseconds; 0 without one."));

    static final Map<String, String> EXPORTER = Map.ofEntries(
            entry("", "One push exporter. Its counts are windows since the start of the JVM."),
            entry(
                    "Enabled",
                    "Whether windows are kept for it and sent. While false, windows kept before wait. Always false for an"
                            + " exporter that is off."),
            entry(
                    "State",
                    "waiting (no window yet), delivering, retrying, failed, disabled, or off (it cannot work: LastError"
                            + " says why)."),
            entry("Delivered", "Windows the backend accepted."),
            entry("Rejected", "Windows, or parts of them, that the backend refused for good."),
            entry("Expired", "Windows dropped because they grew too old or too many, or the exporter is off."),
            entry(
                    "LastSuccessMillis",
                    "When a window was last accepted, in milliseconds since 1970; 0 before the first."),
            entry("LastError", "Why the latest attempt failed, or why the exporter is off; empty when it delivers."));

    static final Map<String, String> LIBRARY = Map.ofEntries(
            entry(
                    "",
                    "One library whose calls the agent measures, or annotation or config for methods named by the user."),
            entry("Enabled", "Whether its calls are measured. Setting it applies to calls that begin afterwards."),
            entry(
                    "Active",
                    "Whether any of its methods is instrumented in this JVM, in a release that can be measured."),
            entry("Status", "Number of instrumented methods, and whether and why the library is off, as text."),
            entry("InstrumentedMethods", "Instrumented methods, with class and parameter types."));

    static final Map<String, String> MODEL = Map.ofEntries(
            entry("", "One model. Counts are since the start; rate and latencies are of the last 60 seconds."),
            entry("Count", "Finished calls since the start, whatever their outcome."),
            entry(
                    "ErrorCount",
                    "Finished calls since the start with a client or a server error. Cancelled ones are apart."),
            entry("CancelledCount", "Calls since the start whose asynchronous result was cancelled."),
            entry("RatePerSecond", "Finished calls per second over the last 60 seconds."),
            entry(
                    "LatencyP50Micros",
                    "Median latency of calls finished in the last 60 seconds, in microseconds; 0 without one."),
            entry(
                    "LatencyP90Micros",
                    "90th percentile of the latency of calls finished in the last 60 seconds, in microseconds; 0 without one."),
            entry(
                    "LatencyP99Micros",
                    "99th percentile of the latency of calls finished in the last 60 seconds, in microseconds; 0 without one."),
            entry(
                    "LatencyMaxMicros",
                    "Longest latency of calls finished in the last 60 seconds, in microseconds; 0 without one."),
            entry("Engine", "What runs the model; empty where it is not known."),
            entry("EngineVersion", "Release of its engine; empty where it is not known."),
            entry("Device", "Where it runs, such as cpu or cuda:0; empty where it is not known."),
            entry("Enabled", "Whether its calls are measured. Setting it applies to calls that begin afterwards."));

    private Descriptions() {}
}
