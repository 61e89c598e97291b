package io.inferometer.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.metric.AgentMetric;
import io.inferometer.exporter.metric.ModelMetric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the beans say of themselves. */
@Timeout(60)
class MBeanDescriptionsTest extends MBeansFixture {

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
}
