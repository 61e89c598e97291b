package io.inferometer.agent;

import io.inferometer.agent.async.AsyncEndpoint;
import io.inferometer.agent.async.ReadyMethod;
import io.inferometer.agent.async.Stage;
import io.inferometer.agent.config.StagePattern;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.Sites;

/** Follows queued requests from the moment on at which a stage is known, and says what is wrong with stages. Run once a second. */
final class StageStart implements Runnable {

    private final Sites sites;
    private final StageRequests requests;
    private final boolean configured;
    private final String readyMethod;
    private final ThreadErrors errors;
    private AsyncEndpoint endpoint;
    private ReadyMethod ready;

    /**
     * @param configured whether a stage is configured
     * @param readyMethod the method that tells capacity; null if there is none
     */
    StageStart(Sites sites, StageRequests requests, boolean configured, String readyMethod, ThreadErrors errors) {
        this.sites = sites;
        this.requests = requests;
        this.configured = configured;
        this.readyMethod = readyMethod;
        this.errors = errors;
    }

    @Override
    public void run() {
        if (endpoint == null) {
            if (!configured && sites.instrumented().stages().isEmpty()) {
                return;
            }
            endpoint = requests.endpoint();
            new AgentThread("async", endpoint, errors).start();
            if (readyMethod != null) {
                askForCapacity();
            }
        }
        if (sites.instrumented().stages().contains(Target.Role.MODEL)) {
            endpoint.has(Stage.MODEL);
        }
        if (ready != null && !ready.problem().isEmpty()) {
            Log.warnOnce(
                    "async.ready",
                    "async.ready=" + readyMethod + " " + ready.problem()
                            + ": HasBacklogWithoutCapacity is not known; name a static method without parameters that"
                            + " returns an int or boolean within a second");
        }
        for (String complaint : endpoint.complaints()) {
            Log.warnOnce(complaint, complaint);
        }
    }

    private void askForCapacity() {
        StagePattern method = StagePattern.parse(readyMethod);
        ready = new ReadyMethod(method.className(), method.methodName());
        endpoint.capacity(ready);
        new AgentThread("async-ready", ready, errors).start();
    }
}
