package io.inferometer.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.agent.delivery.TestExporters;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Model;
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
import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.ModelMetric;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.example.models.Ranker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attributes and switches, on the platform's own server, with a woven class behind them. */
@Timeout(60)
class MBeansTest {

    private static final String MODEL = "type=Model,library=config,name=\"a,b\",version=";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 10, Map.of());
    private final SiteErrors errors = new SiteErrors();
    private final List<Window> windows = new CopyOnWriteArrayList<>();
    private Outcome outcome = Outcome.SERVER_ERROR;
    private Sites sites;
    private AggregatorLoop loop;
    private MBeans beans;
    private Method rank;

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
                        (method, problem) -> {}));
        Aggregator aggregator = new Aggregator(
                recorder,
                registry,
                new Resource("s", "e", "v", "i", 1, "run", "0", 0),
                () -> HostStats.NONE,
                List::of,
                () -> 5);
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
                new AgentInfo("1.2.3", "http://127.0.0.1:9646/", 0));
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

    private Set<ObjectName> names(String pattern) throws Exception {
        return server.queryNames(new ObjectName("io.inferometer:" + pattern), null);
    }

    private Object get(String bean, String attribute) throws Exception {
        return server.getAttribute(new ObjectName("io.inferometer:" + bean), attribute);
    }

    private void set(String bean, String attribute, Object value) throws Exception {
        server.setAttribute(new ObjectName("io.inferometer:" + bean), new Attribute(attribute, value));
    }

    private Object fresh(String bean, String attribute, Object expected) throws Exception {
        // Attributes are at most half a second old.
        long deadline = System.nanoTime() + 5_000_000_000L;
        Object value = get(bean, attribute);
        while (!value.equals(expected) && System.nanoTime() < deadline) {
            value = get(bean, attribute);
        }
        return value;
    }

    @Test
    void everythingIsRegisteredUnderItsContractualName() throws Exception {
        rank.invoke(null, true);
        beans.run();
        assertThat(names("*"))
                .extracting(ObjectName::getKeyPropertyListString)
                .containsExactlyInAnyOrder(
                        "type=Agent",
                        "type=Library,name=onnxruntime",
                        "type=Library,name=config",
                        "type=Exporter,name=file",
                        MODEL);
        beans.run();
        registry.model("onnxruntime", "late", "7");
        beans.run();
        assertThat(names("type=Model,library=onnxruntime,name=late,version=7")).hasSize(1);
    }

    @Test
    void theModelTellsItsCounts() throws Exception {
        for (int i = 0; i < 10; i++) {
            rank.invoke(null, true);
        }
        try {
            rank.invoke(null, false);
        } catch (ReflectiveOperationException expected) {
            assertThat(expected.getCause()).isInstanceOf(IllegalStateException.class);
        }
        beans.run();
        assertThat(fresh(MODEL, "Count", 11L)).isEqualTo(11L);
        assertThat(get(MODEL, "ErrorCount")).isEqualTo(1L);
        assertThat(get(MODEL, "InFlight")).isEqualTo(0L);
        double max = (Double) get(MODEL, "LatencyMaxMicros");
        double exact = loop.snapshot().recent().get(0).latency().max() / 1000.0;
        assertThat(max).isEqualTo(exact, within(1e-6));
        assertThat((Double) get(MODEL, "LatencyP50Micros")).isPositive().isLessThanOrEqualTo(max);
        assertThat((Double) get(MODEL, "LatencyP99Micros")).isLessThanOrEqualTo(max);
        assertThat(fresh("type=Agent", "Recorded", 11L)).isEqualTo(11L);
        assertThat(get("type=Agent", "Errors")).isEqualTo(5L);
    }

    @Test
    void switchesActAtOnceAtEveryLevel() throws Exception {
        rank.invoke(null, true);
        beans.run();
        for (String bean : List.of("type=Agent", "type=Library,name=config", MODEL)) {
            long before = recorder.recorded();
            assertThat(get(bean, "Enabled")).isEqualTo(true);
            set(bean, "Enabled", false);
            assertThat(get(bean, "Enabled")).isEqualTo(false);
            rank.invoke(null, true);
            assertThat(recorder.recorded()).as("while %s is off", bean).isEqualTo(before);
            set(bean, "Enabled", true);
            rank.invoke(null, true);
            assertThat(recorder.recorded()).as("when %s is on again", bean).isEqualTo(before + 1);
        }
    }

    @Test
    void theAgentTellsOfItselfAndObeys() throws Exception {
        rank.invoke(null, true);
        beans.run();
        assertThat(get("type=Agent", "Version")).isEqualTo("1.2.3");
        assertThat(get("type=Agent", "HttpAddress")).isEqualTo("http://127.0.0.1:9646/");
        server.invoke(new ObjectName("io.inferometer:type=Agent"), "flush", new Object[0], new String[0]);
        assertThat(windows).hasSize(1);
        server.invoke(new ObjectName("io.inferometer:type=Agent"), "reset", new Object[0], new String[0]);
        assertThat(loop.snapshot().recent().get(0).invocations()).isZero();
        assertThat(loop.snapshot().models().get(0).invocations()).isEqualTo(1);
    }

    @Test
    void aLibraryTellsWhetherItIsThere() throws Exception {
        beans.run();
        assertThat(get("type=Library,name=onnxruntime", "Active")).isEqualTo(false);
        assertThat(get("type=Library,name=onnxruntime", "Status")).isEqualTo("no class of it was loaded");
        assertThat(get("type=Library,name=config", "Active")).isEqualTo(true);
        assertThat((String[]) get("type=Library,name=config", "InstrumentedMethods"))
                .containsExactly("org.example.models.Ranker.rank(boolean)");
        set("type=Library,name=config", "Enabled", false);
        assertThat((String) get("type=Library,name=config", "Status")).endsWith(", disabled");
    }

    @Test
    void anExporterTellsWhatBecameOfItsWindows() throws Exception {
        beans.run();
        assertThat(get("type=Exporter,name=file", "Delivered")).isEqualTo(0L);
        assertThat(get("type=Exporter,name=file", "Rejected")).isEqualTo(0L);
        assertThat(get("type=Exporter,name=file", "Expired")).isEqualTo(0L);
        assertThat(get("type=Exporter,name=file", "Spooled")).isEqualTo(0L);
        assertThat(get("type=Exporter,name=file", "LastError")).isEqualTo("");
        set("type=Exporter,name=file", "Enabled", false);
        assertThat(get("type=Exporter,name=file", "Enabled")).isEqualTo(false);
    }

    @Test
    void whatTheCatalogueDescribesIsAnAttribute() throws Exception {
        rank.invoke(null, true);
        beans.run();
        fresh(MODEL, "Count", 1L);
        Map<String, MBeanAttributeInfo> attributes = new HashMap<>();
        for (String bean : List.of("type=Agent", MODEL, "type=Exporter,name=file")) {
            for (MBeanAttributeInfo info : server.getMBeanInfo(new ObjectName("io.inferometer:" + bean))
                    .getAttributes()) {
                attributes.put(bean + " " + info.getName(), info);
                assertThat(server.getAttribute(new ObjectName("io.inferometer:" + bean), info.getName()))
                        .as(info.getName())
                        .isNotNull();
            }
        }
        for (AgentMetric metric : AgentMetric.values()) {
            assertThat(attributes)
                    .containsKey("type=Agent " + metric.description().attribute());
        }
        MBeanAttributeInfo oldest = attributes.get(MODEL + " OldestInFlightSeconds");
        assertThat(oldest.getDescription())
                .isEqualTo(ModelMetric.OLDEST_IN_FLIGHT.description().help());
        assertThat(oldest.getType()).isEqualTo("double");
        assertThat(oldest.getDescriptor().getFieldValue("units")).isEqualTo("seconds");
        assertThat(get("type=Exporter,name=file", "WindowsDelivered"))
                .isEqualTo(get("type=Exporter,name=file", "Delivered"));
        assertThat(attributes.get(MODEL + " Enabled").isWritable()).isTrue();
        ObjectName model = new ObjectName("io.inferometer:" + MODEL);
        assertThat(server.getAttributes(model, new String[] {"Count", "InFlight", "NoSuch"})
                        .asList())
                .extracting(Attribute::getName)
                .containsExactlyInAnyOrder("Count", "InFlight");
        assertThatThrownBy(() -> get(MODEL, "NoSuch")).isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void everythingSaysWhatItIs() throws Exception {
        rank.invoke(null, true);
        beans.run();
        for (ObjectName name : names("*")) {
            MBeanInfo info = server.getMBeanInfo(name);
            assertDescribed(info, info.getDescription(), name.getKeyProperty("type"));
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertDescribed(info, attribute.getDescription(), attribute.getName());
                String unit = attribute.getName().replaceAll(".*(Micros|Millis)", "$1");
                String expected = Map.of("Micros", "microseconds", "Millis", "milliseconds")
                        .getOrDefault(unit, "");
                assertThat(attribute.getDescription()).as(attribute.getName()).contains(expected);
                boolean hasUnit = attribute.getDescriptor().getFieldValue("units") != null;
                if (attribute.getType().equals("long") && expected.isEmpty() && !hasUnit) {
                    assertThat(attribute.getDescription())
                            .as("says what is counted: %s", attribute.getName())
                            .containsPattern("[Cc]alls|[Ww]indows|Attempts|Classes|Failures|Errors");
                }
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                assertDescribed(info, operation.getDescription(), operation.getName());
                assertThat(operation.getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    assertDescribed(info, parameter.getDescription(), parameter.getName());
                }
            }
            assertThat(info.getConstructors()).isEmpty();
        }
    }

    private static void assertDescribed(MBeanInfo bean, String description, String name) {
        assertThat(description)
                .as("%s of %s", name, bean.getClassName())
                .isNotNull()
                .endsWith(".")
                .hasSizeGreaterThan(15)
                .isNotEqualTo(name)
                .doesNotContain("exposed for management");
    }

    @Test
    void cancelledCallsAreNoErrors() throws Exception {
        rank.invoke(null, true);
        for (Outcome each : List.of(Outcome.CLIENT_ERROR, Outcome.SERVER_ERROR, Outcome.CANCELLED)) {
            outcome = each;
            assertThatThrownBy(() -> rank.invoke(null, false)).hasCauseInstanceOf(IllegalStateException.class);
        }
        beans.run();
        assertThat(fresh(MODEL, "Count", 4L)).isEqualTo(4L);
        assertThat(get(MODEL, "ErrorCount")).isEqualTo(2L);
        assertThat(get(MODEL, "CancelledCount")).isEqualTo(1L);
        assertThat((Double) get(MODEL, "RatePerSecond")).isPositive();
    }

    @Test
    void theBacklogIsTheSameHereAndInTheSnapshot() throws Exception {
        beans.run();
        for (String attribute : List.of("Pending", "Spooled", "SpooledBytes", "Retries", "LastSuccessMillis")) {
            assertThat(get("type=Exporter,name=file", attribute)).as(attribute).isEqualTo(0L);
        }
        assertThat(get("type=Exporter,name=file", "State")).isEqualTo("waiting");
        set("type=Exporter,name=file", "Enabled", false);
        assertThat(get("type=Exporter,name=file", "State")).isEqualTo("disabled");
    }

    @Test
    void namesAreQuotedWhereTheyMustBe() {
        for (String plain : List.of("minilm", "a/b", "a b", "ä", "", "a.b-c")) {
            assertThat(MBeans.quoted(plain)).isEqualTo(plain);
        }
        for (String special : List.of("a,b", "a=b", "a:b", "a\"b", "a*b", "a?b", "a\nb")) {
            assertThat(MBeans.quoted(special)).isEqualTo(ObjectName.quote(special));
        }
    }

    @Test
    void anyNameOfAModelCanBeRegistered() throws Exception {
        List<String> odd = List.of("\\", "a\\b", "\"", "*", "a\r\nb", "\u0000", "x".repeat(3000));
        for (String name : odd) {
            Model unused = registry.model("onnxruntime", name, name);
            assertThat(unused).isNotNull();
        }
        beans.run();
        assertThat(names("type=Model,*")).hasSize(odd.size());
    }
}
