package ai.onnxruntime;

import java.util.Map;

/**
 * Has the name of ONNX Runtime's class, the members that the agent looks for in it, and an empty body: what remains is the agent's
 * search for the model of an instance. ONNX Runtime itself is not on the class path of the benchmarks.
 */
public final class OrtSession {

    /** What the agent reads before it counts a handle as closed. */
    @SuppressWarnings("UnusedVariable")
    private boolean closed;

    public void run(Map<?, ?> inputs) {}

    public void close() {
        closed = true;
    }
}
