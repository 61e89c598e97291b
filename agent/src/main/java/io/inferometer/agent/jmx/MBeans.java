package io.inferometer.agent.jmx;

import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallClock;
import io.inferometer.agent.weave.Sites;
import io.inferometer.exporter.api.ExporterStats;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.ExporterMetric;
import io.inferometer.exporter.metric.ModelMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Registers what there is, as soon as there is a server to register it with. Run once a second by one thread. */
public final class MBeans implements Runnable {

    private static final String DOMAIN = "io.inferometer:type=";

    private final AggregatorLoop loop;
    private final RecentSnapshot snapshot;
    private final Sites sites;
    private final ModelRegistry registry;
    private final List<String> libraries;
    private final Supplier<PushExporters> exporters;
    private final LongSupplier threadErrors;
    private final AgentInfo info;
    private final CallClock clock;
    private final BooleanSupplier queued;
    private MBeanServer server;
    private int registeredModels;
    private boolean hasAsyncEndpoint;

    /**
     * @param libraries names of the libraries to show
     * @param threadErrors how many errors the agent's threads survived
     * @param clock what calls are timed by
     * @param queued whether there are queued requests to show
     */
    public MBeans(
            AggregatorLoop loop,
            Sites sites,
            ModelRegistry registry,
            List<String> libraries,
            Supplier<PushExporters> exporters,
            LongSupplier threadErrors,
            AgentInfo info,
            CallClock clock,
            BooleanSupplier queued) {
        this.clock = clock;
        this.queued = queued;
        this.loop = loop;
        this.snapshot = new RecentSnapshot(loop::snapshot);
        this.sites = sites;
        this.registry = registry;
        this.libraries = libraries;
        this.exporters = exporters;
        this.threadErrors = threadErrors;
        this.info = info;
    }

    @Override
    public void run() {
        try {
            if (server == null && !findServer()) {
                return;
            }
            registerAsyncEndpoint();
            for (; registeredModels < registry.size(); registeredModels++) {
                register(registry.id(registeredModels), registeredModels);
            }
        } catch (JMException e) {
            throw new IllegalStateException("an MBean could not be registered: " + e, e);
        }
    }

    /** Looks for the platform's MBean server without making it: the factory knows those that were made. */
    private boolean findServer() throws JMException {
        for (MBeanServer found : MBeanServerFactory.findMBeanServer(null)) {
            if (found.isRegistered(new ObjectName("java.lang:type=Runtime"))) {
                server = found;
                registerAgent();
                return true;
            }
        }
        return false;
    }

    private void registerAgent() throws JMException {
        AgentBean agent = new AgentBean(loop, snapshot, sites, threadErrors, info, clock);
        add(
                "Agent",
                new DescribedBean(
                        agent,
                        AgentControl.class,
                        Descriptions.AGENT,
                        MetricAttributes.of(List.of(AgentMetric.values()), agent::agent)));
        for (String library : libraries) {
            LibraryBean bean = new LibraryBean(library, sites);
            add(
                    "Library,name=" + quoted(library),
                    new DescribedBean(bean, LibraryControl.class, Descriptions.LIBRARY, MetricAttributes.NONE));
        }
        for (ExporterStats exporter : exporters.get().stats()) {
            ExporterBean bean = new ExporterBean(exporter.name(), exporters.get());
            add(
                    "Exporter,name=" + quoted(exporter.name()),
                    new DescribedBean(
                            bean,
                            ExporterControl.class,
                            Descriptions.EXPORTER,
                            MetricAttributes.of(List.of(ExporterMetric.values()), () -> Optional.of(bean.stats()))));
        }
    }

    private void registerAsyncEndpoint() throws JMException {
        if (!hasAsyncEndpoint && queued.getAsBoolean()) {
            add(
                    "AsyncEndpoint",
                    new DescribedBean(
                            new AsyncEndpointBean(snapshot),
                            AsyncEndpointControl.class,
                            Descriptions.ASYNC_ENDPOINT,
                            MetricAttributes.NONE));
            hasAsyncEndpoint = true;
        }
    }

    private void register(ModelId id, int index) throws JMException {
        String name = "Model,library=" + quoted(id.library()) + ",name=" + quoted(id.name()) + ",version="
                + quoted(id.version());
        ModelBean bean = new ModelBean(id, snapshot, registry.model(index), registry.engines());
        add(
                name,
                new DescribedBean(
                        bean,
                        ModelControl.class,
                        Descriptions.MODEL,
                        MetricAttributes.of(List.of(ModelMetric.values()), bean::model)));
    }

    private void add(String name, DescribedBean bean) throws JMException {
        ObjectName objectName = new ObjectName(DOMAIN + name);
        if (!server.isRegistered(objectName)) {
            server.registerMBean(bean, objectName);
        }
    }

    /** Quoted only where it must be: {@code name=onnxruntime}, but {@code name="a,b"}. An empty value stays empty. */
    static String quoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (",=:\"*?\n".indexOf(value.charAt(i)) >= 0) {
                return ObjectName.quote(value);
            }
        }
        return value;
    }
}
