package io.inferometer.agent.jmx;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;

/** An MBean whose attributes and operations say what they are. No operation has parameters. Thread-safe. */
final class DescribedBean extends RedactedBean {

    private final Map<String, String> descriptions;

    /** @param descriptions of each attribute and operation by name, and of the bean under the empty name */
    <T> DescribedBean(T bean, Class<T> type, Map<String, String> descriptions) {
        super(bean, type);
        this.descriptions = descriptions;
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
