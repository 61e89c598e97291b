package io.inferometer.agent.gpu;

import io.inferometer.agent.nativecode.NativeFunctions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** NVML of a test: answers by name of the function. */
final class FakeFunctions implements NativeFunctions {

    static final int LOST = 15;

    private final Map<String, ToIntFunction<Object[]>> answers = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    /** A driver with this many GPUs, at 50 % and with nothing else to tell. */
    static FakeFunctions of(int gpus) {
        return new FakeFunctions()
                .with("nvmlInit_v2", arguments -> 0)
                .with("nvmlShutdown", arguments -> 0)
                .with("nvmlDeviceGetCount_v2", arguments -> put(arguments[0], gpus))
                .with("nvmlDeviceGetHandleByIndex_v2", arguments -> put(arguments[1], 100 + (int) arguments[0]))
                .with("nvmlDeviceGetUtilizationRates", arguments -> put(arguments[1], 50));
    }

    FakeFunctions with(String function, ToIntFunction<Object[]> answer) {
        answers.put(function, answer);
        return this;
    }

    /** The first number of a structure. */
    static int put(Object buffer, int value) {
        ByteBuffer structure = (ByteBuffer) buffer;
        structure.putInt(0, value);
        if (structure.capacity() > Integer.BYTES) {
            structure.putInt(Integer.BYTES, 0);
        }
        return 0;
    }

    long count(String function) {
        return calls.stream().filter(function::equals).count();
    }

    @Override
    public boolean has(String function) {
        return answers.containsKey(function);
    }

    @Override
    public int call(String function, Object... arguments) {
        calls.add(function);
        return answers.get(function).applyAsInt(arguments);
    }
}
