package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Resource;

/** The JVM as a section. */
final class ResourceCodec {

    private static final int SERVICE = 1;
    private static final int ENDPOINT = 2;
    private static final int VARIANT = 3;
    private static final int INSTANCE = 4;
    private static final int INSTANCE_COUNT = 5;
    private static final int RUN = 6;
    private static final int AGENT_VERSION = 7;
    private static final int START = 8;

    private ResourceCodec() {}

    static void write(MessageWriter out, Resource resource) {
        out.text(SERVICE, resource.serviceName());
        out.text(ENDPOINT, resource.endpointName());
        out.text(VARIANT, resource.variantName());
        out.text(INSTANCE, resource.instanceId());
        out.number(INSTANCE_COUNT, resource.instanceCount());
        out.text(RUN, resource.runId());
        out.text(AGENT_VERSION, resource.agentVersion());
        out.number(START, resource.startMillis());
    }

    static Resource read(Message in) throws DamagedException {
        return new Resource(
                in.text(SERVICE),
                in.text(ENDPOINT),
                in.text(VARIANT),
                in.text(INSTANCE),
                (int) in.number(INSTANCE_COUNT),
                in.text(RUN),
                in.text(AGENT_VERSION),
                in.number(START));
    }
}
