package io.inferometer.agent;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.weave.Sites;

/** Says what went wrong on application threads, which may not log themselves. */
final class FailureReport implements Runnable {

    private final Sites sites;
    private final SiteErrors errors;
    private final CustomValues values;

    FailureReport(Sites sites, SiteErrors errors, CustomValues values) {
        this.sites = sites;
        this.errors = errors;
        this.values = values;
    }

    @Override
    public void run() {
        for (Sites.Failure failure = sites.nextUnreported(); failure != null; failure = sites.nextUnreported()) {
            Log.warn(failure.where() + " is not measured: " + failure.why());
        }
        Throwable latest = errors.last();
        if (latest != null) {
            Log.warnOnce("recording", "measuring a call failed, the call did not: " + latest);
            errors.forgetLast();
        }
        String complaint = values.complaint();
        if (!complaint.isEmpty()) {
            Log.warnOnce(
                    "custom values",
                    "values reported with InferometerMetrics.put were ignored, so far " + complaint
                            + "; inferometer_custom_values_total counts on");
        }
    }
}
