package io.inferometer.agent.jmx;

import io.inferometer.agent.redaction.Redaction;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import javax.management.StandardMBean;

/** An MBean of whose answers, failures among them, none holds a secret. Thread-safe. */
class RedactedBean extends StandardMBean {

    <T> RedactedBean(T bean, Class<T> type) {
        super(bean, type, false);
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException, ReflectionException {
        try {
            return masked(super.getAttribute(name));
        } catch (RuntimeException failure) {
            throw masked(failure);
        }
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList();
        for (Attribute value : super.getAttributes(names).asList()) {
            values.add(new Attribute(value.getName(), masked(value.getValue())));
        }
        return values;
    }

    @Override
    public void setAttribute(Attribute value)
            throws AttributeNotFoundException, javax.management.InvalidAttributeValueException, MBeanException,
                    ReflectionException {
        try {
            super.setAttribute(value);
        } catch (RuntimeException failure) {
            throw masked(failure);
        }
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        try {
            return masked(super.invoke(operation, arguments, signature));
        } catch (RuntimeException failure) {
            throw masked(failure);
        }
    }

    private static Object masked(Object value) {
        if (value instanceof String text) {
            return Redaction.of(text);
        }
        if (value instanceof String[] texts) {
            String[] masked = new String[texts.length];
            for (int i = 0; i < texts.length; i++) {
                masked[i] = Redaction.of(texts[i]);
            }
            return masked;
        }
        return value;
    }

    /** Of a class that every console has, without the causes, which have messages of their own. */
    private static IllegalStateException masked(RuntimeException failure) {
        return new IllegalStateException(Redaction.of(String.valueOf(failure)));
    }
}
