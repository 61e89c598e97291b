package io.inferometer.agent;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.premain.AgentStart;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.weave.MissingMethod;
import io.inferometer.agent.weave.NotMeasured;
import io.inferometer.agent.weave.Sites;

/** Says what went wrong on application threads, which may not log themselves. */
final class FailureReport implements Runnable {

    /** Once a second: what is in use is loaded by then, mostly. */
    private static final int LOOKS_AT_UNSEEN = 60;

    private final AgentStart begun;
    private final Sites sites;
    private final ModelRegistry registry;
    private int looks;
    private final SiteErrors errors;
    private final CustomValues values;

    FailureReport(AgentStart begun, Sites sites, SiteErrors errors, CustomValues values, ModelRegistry registry) {
        this.begun = begun;
        this.sites = sites;
        this.registry = registry;
        this.errors = errors;
        this.values = values;
    }

    @Override
    public void run() {
        NotMeasured notMeasured = sites.notMeasured();
        for (AgentStart.Unseen each : begun.takeUnseen()) {
            add(each, notMeasured);
        }
        for (MissingMethod each = notMeasured.nextUnexplained(); each != null; each = notMeasured.nextUnexplained()) {
            String why = MissingMethods.explain(each);
            if (why != null) {
                notMeasured.add(each.className() + "." + each.method(), why);
            }
        }
        for (NotMeasured.Failure each = notMeasured.nextUnreported();
                each != null;
                each = notMeasured.nextUnreported()) {
            Log.warn(each.toString());
        }
        for (String line = registry.nextLine(); line != null; line = registry.nextLine()) {
            Log.info(line);
        }
        if (++looks == LOOKS_AT_UNSEEN) {
            for (String className : sites.instrumented().unseen()) {
                boolean isOfJdk = className.startsWith("java.") || className.startsWith("jdk.");
                notMeasured.add(
                        className,
                        isOfJdk
                                ? "classes of the JDK are not instrumented; name in methods what calls it"
                                : "no class of this name has been loaded in the first minute; check its name in methods and async.*");
            }
        }
        if (errors.count() > 0) {
            Log.warnOnce("recording", "measuring a call failed, the call did not: " + errors.first());
        }
        String complaint = values.complaint();
        if (!complaint.isEmpty()) {
            Log.warnOnce(
                    "custom values",
                    "values reported with InferometerMetrics.put were ignored, so far " + complaint
                            + "; inferometer_custom_values_total counts on");
        }
    }

    private static void add(AgentStart.Unseen each, NotMeasured notMeasured) {
        String name =
                each.name() == null ? "a class without a name" : each.name().replace('/', '.');
        if (each.isCandidate()) {
            notMeasured.add(name, each.why());
        } else {
            notMeasured.unseen(name, each.why().toString());
        }
    }
}
