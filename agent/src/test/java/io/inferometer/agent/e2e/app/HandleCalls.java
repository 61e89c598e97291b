package io.inferometer.agent.e2e.app;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** Opens and closes native objects of ONNX Runtime. The argument is how many calls it takes for one tensor to stay open; 0 for none. */
public final class HandleCalls {

    private static final int CALLS = 1_000;

    private HandleCalls() {}

    public static void main(String[] arguments) throws Exception {
        int leakEach = Integer.parseInt(arguments[0]);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(OnnxModel.bytes(), options)) {
            for (int i = 1; i <= CALLS; i++) {
                OnnxTensor tensor = OnnxTensor.createTensor(environment, new float[] {1, 2, 3});
                OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, tensor));
                if (i % 3 == 0) {
                    // What a result owns may be closed before it.
                    result.get(0).close();
                }
                result.close();
                if (i % 2 == 0) {
                    result.close();
                }
                if (leakEach == 0 || i % leakEach != 0) {
                    tensor.close();
                    if (i % 5 == 0) {
                        tensor.close();
                    }
                }
            }
        }
        System.out.println("all closed");
        System.in.read();
    }
}
