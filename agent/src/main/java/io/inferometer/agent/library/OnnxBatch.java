package io.inferometer.agent.library;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** The batch of an ONNX Runtime call: the first dimension of its first input. */
final class OnnxBatch implements ItemCounter {

    private record Handles(MethodHandle info, MethodHandle shape, Class<?> shaped) {}

    /** Resolved for the class of the last tensor seen, which in a JVM is nearly always the only one. Forgotten with it. */
    private final ClassValue<Handles> handles = new ClassValue<>() {
        @Override
        protected Handles computeValue(Class<?> type) {
            return resolve(type);
        }
    };

    @Override
    public long count(Object argument) throws Throwable {
        if (!(argument instanceof Map<?, ?> inputs) || inputs.isEmpty()) {
            return 0;
        }
        Object tensor = inputs.values().iterator().next();
        if (tensor == null) {
            return 0;
        }
        Handles found = handles.get(tensor.getClass());
        if (found == null) {
            return 0;
        }
        Object info = found.info.invokeExact(tensor);
        if (!found.shaped.isInstance(info)) {
            return 0;
        }
        long[] shape = (long[]) found.shape.invokeExact(info);
        return shape.length == 0 ? 1 : shape[0];
    }

    private static Handles resolve(Class<?> tensor) {
        try {
            ClassLoader loader = tensor.getClassLoader();
            Class<?> shaped = Class.forName("ai.onnxruntime.TensorInfo", false, loader);
            Class<?> tensorLike = Class.forName("ai.onnxruntime.OnnxTensorLike", false, loader);
            Class<?> infoType = Class.forName("ai.onnxruntime.TensorInfo", false, loader);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return new Handles(
                    lookup.findVirtual(tensorLike, "getInfo", MethodType.methodType(infoType))
                            .asType(MethodType.methodType(Object.class, Object.class)),
                    lookup.findVirtual(shaped, "getShape", MethodType.methodType(long[].class))
                            .asType(MethodType.methodType(long[].class, Object.class)),
                    shaped);
        } catch (ReflectiveOperationException otherRelease) {
            return null;
        }
    }
}
