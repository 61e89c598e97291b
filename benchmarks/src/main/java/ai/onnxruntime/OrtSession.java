package ai.onnxruntime;

import java.util.Map;

/**
 * Has the name of ONNX Runtime's class, which the agent weaves, and an empty body: what remains is the agent's search for the
 * model of an instance. ONNX Runtime itself is not on the class path of the benchmarks.
 */
public final class OrtSession {

    public void run(Map<?, ?> inputs) {}
}
