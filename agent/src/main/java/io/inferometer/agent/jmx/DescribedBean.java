package io.inferometer.agent.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ReflectionException;

/**
 * An MBean whose attributes and operations say what they are: those of an interface, and what the catalogue has of its subject. An
 * attribute of the catalogue appears when its subject has the figure; one that the interface has too is the interface's. No
 * operation has parameters. Thread-safe.
 */
final class DescribedBean extends RedactedBean {

    private final Map<String, String> descriptions;
    private final MetricAttributes figures;

    /** @param descriptions of each attribute and operation of the interface by name, and of the bean under the empty name */
    <T> DescribedBean(T bean, Class<T> type, Map<String, String> descriptions, MetricAttributes figures) {
        super(bean, type);
        this.descriptions = descriptions;
        this.figures = figures;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo own = super.getMBeanInfo();
        List<MBeanAttributeInfo> attributes = new ArrayList<>(List.of(own.getAttributes()));
        readable().forEach((name, figure) -> {
            if (!descriptions.containsKey(name)) {
                attributes.add(figure.info(name));
            }
        });
        return new MBeanInfo(
                own.getClassName(),
                own.getDescription(),
                attributes.toArray(new MBeanAttributeInfo[0]),
                own.getConstructors(),
                own.getOperations(),
                own.getNotifications(),
                new ImmutableDescriptor("immutableInfo=false"));
    }

    /** Returns no figures if they cannot be read now: the description of the bean must not fail. */
    private Map<String, MetricAttributes.Figure> readable() {
        try {
            return figures.read();
        } catch (RuntimeException failed) {
            return Map.of();
        }
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException, ReflectionException {
        MetricAttributes.Figure figure =
                descriptions.containsKey(name) ? null : figures.read().get(name);
        return figure == null ? super.getAttribute(name) : figure.value();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        Map<String, MetricAttributes.Figure> all = figures.read();
        AttributeList values = super.getAttributes(names);
        for (String name : names) {
            if (!descriptions.containsKey(name) && all.containsKey(name)) {
                values.add(new Attribute(name, all.get(name).value()));
            }
        }
        return values;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return descriptions.get("");
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return descriptions.get(attribute.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return descriptions.get(operation.getName());
    }

    /** What only reads is an attribute. */
    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return MBeanOperationInfo.ACTION;
    }
}
