package io.inferometer.agent.spool;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * A window as bytes that need nothing else to be read.
 *
 * <pre>
 * version    1 byte, now 1
 * length     of the body before it was packed
 * body       deflated, with {@link Vocabulary} as the preset dictionary
 * </pre>
 *
 * <p>The body holds all components of a {@link Window} in their order, those of the host and the step last. Whoever changes a
 * component's meaning, or the vocabulary, makes a new version. Windows without a step were written before there were any.
 */
final class WindowCodec {

    static final int VERSION = 1;

    private WindowCodec() {}

    static byte[] encode(Window window) {
        ByteWriter body = new ByteWriter();
        Resource resource = window.resource();
        body.text(resource.serviceName());
        body.text(resource.endpointName());
        body.text(resource.variantName());
        body.text(resource.instanceId());
        body.signed(resource.instanceCount());
        body.text(resource.runId());
        body.text(resource.agentVersion());
        body.signed(resource.startMillis());
        body.signed(window.number());
        body.signed(window.startMillis());
        body.signed(window.endMillis() - window.startMillis());
        body.number(window.models().size());
        window.models().forEach(model -> ModelCodec.write(body, model));
        body.number(window.deployments().size());
        window.deployments().forEach(deployment -> write(body, deployment));
        body.number(window.customMetrics().size());
        window.customMetrics().forEach(metric -> write(body, metric));
        AgentStats agent = window.agent();
        body.signed(agent.recorded());
        body.signed(agent.aggregated());
        body.signed(agent.folded());
        body.signed(agent.lost());
        body.signed(agent.weavingErrors());
        HostCodec.write(body, window.host());
        body.signed(window.step());
        return Packing.pack(VERSION, body.toBytes());
    }

    /** @throws DamagedException whatever is wrong with the bytes */
    static Window decode(byte[] bytes, int from, int to) throws DamagedException {
        try {
            byte[] body = Packing.unpack(VERSION, bytes, from, to);
            return decode(new ByteReader(body, 0, body.length));
        } catch (IllegalArgumentException impossible) {
            throw new DamagedException(impossible.getMessage());
        }
    }

    private static Window decode(ByteReader in) throws DamagedException {
        Resource resource = new Resource(
                in.text(), in.text(), in.text(), in.text(), (int) in.signed(), in.text(), in.text(), in.signed());
        long number = in.signed();
        long start = in.signed();
        long end = start + in.signed();
        List<ModelStats> models = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            models.add(ModelCodec.read(in));
        }
        List<Deployment> deployments = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            deployments.add(readDeployment(in));
        }
        List<CustomMetric> metrics = new ArrayList<>();
        for (int count = in.count(); count > 0; count--) {
            metrics.add(new CustomMetric(in.text(), in.real(), in.signed(), in.signed()));
        }
        AgentStats agent = new AgentStats(in.signed(), in.signed(), in.signed(), in.signed(), in.signed());
        HostStats host = HostCodec.read(in);
        long step = in.remaining() > 0 ? in.signed() : 0;
        return Window.of(resource, number, start, end)
                .models(models)
                .deployments(deployments)
                .customMetrics(metrics)
                .host(host)
                .agent(agent)
                .step(step)
                .build();
    }

    private static void write(ByteWriter out, Deployment deployment) {
        ModelCodec.writeId(out, deployment.model());
        out.number(deployment.kind().ordinal());
        out.text(deployment.failure());
        out.signed(deployment.startMillis());
        out.signed(deployment.endMillis());
    }

    private static Deployment readDeployment(ByteReader in) throws DamagedException {
        var model = ModelCodec.readId(in);
        int kind = in.whole();
        if (kind < 0 || kind >= Deployment.Kind.values().length) {
            throw new DamagedException("an unknown kind of deployment");
        }
        return new Deployment(model, Deployment.Kind.values()[kind], in.text(), in.signed(), in.signed());
    }

    private static void write(ByteWriter out, CustomMetric metric) {
        out.text(metric.name());
        out.real(metric.value());
        out.signed(metric.step());
        out.signed(metric.atMillis());
    }
}
