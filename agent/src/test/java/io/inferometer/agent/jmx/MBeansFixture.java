package io.inferometer.agent.jmx;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.delivery.TestExporters;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallClock;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.agent.weave.ModelSites;
import io.inferometer.agent.weave.Sites;
import io.inferometer.agent.weave.WovenLoader;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.example.models.Ranker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The agent's beans on the platform's own server, with a woven class behind them. */
abstract class MBeansFixture {

    static final String MODEL = "type=Model,library=config,name=\"a,b\",version=";

    final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    final Recorder recorder = new Recorder();
    final ModelRegistry registry = new ModelRegistry(recorder, 10, Map.of());
    final SiteErrors errors = new SiteErrors();
    final List<Window> windows = new CopyOnWriteArrayList<>();
    Outcome outcome = Outcome.SERVER_ERROR;
    Sites sites;
    AggregatorLoop loop;
    MBeans beans;
    Method rank;

    @BeforeEach
    void start() throws ReflectiveOperationException {
        String name = Ranker.class.getName();
        Library library = Library.of(
                Library.CONFIG,
                List.of(Target.inference(Types.named(name), "rank").ofModel("a,b", "")));
        sites = new Sites(
                new Libraries(List.of(), List.of(library)),
                new ModelSites(
                        recorder,
                        registry,
                        failure -> outcome,
                        event -> {},
                        new CustomValues(),
                        errors,
                        (method, problem) -> {},
                        stage -> null));
        Aggregator aggregator = new Aggregator(
                recorder,
                registry,
                new Resource("s", "e", "v", "i", 1, "run", "0", 0),
                () -> HostStats.NONE,
                List::of,
                () -> 5,
                QueuedRequests.NONE);
        loop = new AggregatorLoop(aggregator, Duration.ofSeconds(60), windows::add);
        ThreadErrors errors = new ThreadErrors();
        new AgentThread("aggregator", loop, errors).start();
        PushExporters exporters = new PushExporters(
                List.of("file"), new Families(family -> null, () -> false), TestExporters.context(), null, errors);
        exporters.start();
        beans = new MBeans(
                loop,
                sites,
                registry,
                List.of("onnxruntime", "config"),
                () -> exporters,
                errors::count,
                new AgentInfo("1.2.3", "http://127.0.0.1:9646/", 0),
                CallClock.NANOTIME,
                () -> false);
        rank = new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), false)
                .loadClass(name)
                .getMethod("rank", boolean.class);
    }

    @AfterEach
    void unregister() throws Exception {
        loop.stop();
        for (ObjectName name : names("*")) {
            server.unregisterMBean(name);
        }
    }

    Set<ObjectName> names(String pattern) throws Exception {
        return server.queryNames(new ObjectName("io.inferometer:" + pattern), null);
    }

    Object get(String bean, String attribute) throws Exception {
        return server.getAttribute(new ObjectName("io.inferometer:" + bean), attribute);
    }

    void set(String bean, String attribute, Object value) throws Exception {
        server.setAttribute(new ObjectName("io.inferometer:" + bean), new Attribute(attribute, value));
    }

    Object fresh(String bean, String attribute, Object expected) throws Exception {
        // Attributes are at most half a second old.
        long deadline = System.nanoTime() + 5_000_000_000L;
        Object value = get(bean, attribute);
        while (!value.equals(expected) && System.nanoTime() < deadline) {
            value = get(bean, attribute);
        }
        return value;
    }
}
