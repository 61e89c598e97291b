package io.inferometer.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.record.Model;
import io.inferometer.exporter.api.Outcome;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attributes and switches, with a woven class behind them. */
@Timeout(60)
class MBeansTest extends MBeansFixture {

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
    void theModelTellsWhatRunsIt() throws Exception {
        registry.engines().found("onnxruntime", "ONNX Runtime", "1.23.2", "cpu");
        registry.model("onnxruntime", "minilm", "3");
        rank.invoke(null, true);
        beans.run();
        String minilm = "type=Model,library=onnxruntime,name=minilm,version=3";
        assertThat(get(minilm, "Engine")).isEqualTo("ONNX Runtime");
        assertThat(get(minilm, "EngineVersion")).isEqualTo("1.23.2");
        assertThat(get(minilm, "Device")).isEqualTo("cpu");
        for (String attribute : List.of("Engine", "EngineVersion", "Device")) {
            assertThat(get(MODEL, attribute)).as(attribute).isEqualTo("");
        }
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
