package io.inferometer.agent.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Values that a system answered, as an instance of one of OSHI's types. Methods without a value fail. */
final class Recorded implements InvocationHandler {

    private final Map<String, Object> values = new HashMap<>();

    /** The answer to a method, from now on. */
    Recorded with(String method, Object value) {
        values.put(method, value);
        return this;
    }

    <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
        Object value = values.get(method.getName());
        if (value == null) {
            throw new UnsupportedOperationException(method.toString());
        }
        if (value instanceof RuntimeException failure) {
            throw failure;
        }
        return value;
    }
}
