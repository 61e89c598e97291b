package application;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Calls a model of three columns in every way there is. The argument is its file. */
public class OnnxRuntimeCalls {

    private static final int TIMES = 20;

    private static final ModelBooks BOOKS = new ModelBooks();

    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    public static void main(String[] arguments) throws Exception {
        String file = arguments[0];
        byte[] bytes = Files.readAllBytes(Path.of(file));
        try (OrtSession session = ENVIRONMENT.createSession(file)) {
            BOOKS.loaded("onnxruntime/churn");
            everyMethod("onnxruntime/churn", session);
        }
        BOOKS.closed("onnxruntime/churn");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = ENVIRONMENT.createSession(bytes, options)) {
            BOOKS.loaded("onnxruntime/OnnxRuntimeCalls");
            everyMethod("onnxruntime/OnnxRuntimeCalls", session);
        }
        BOOKS.closed("onnxruntime/OnnxRuntimeCalls");
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        try (OrtSession session = ENVIRONMENT.createSession(direct)) {
            BOOKS.loaded("onnxruntime/OnnxRuntimeCalls");
            everyMethod("onnxruntime/OnnxRuntimeCalls", session);
            session.close();
        } catch (IllegalStateException closedTwice) {
            System.out.println("closed twice: " + closedTwice.getMessage());
        }
        BOOKS.closed("onnxruntime/OnnxRuntimeCalls");
        BOOKS.notLoaded("onnxruntime/missing", () -> ENVIRONMENT.createSession(file.replace("churn", "missing")));
        BOOKS.notLoaded("onnxruntime/OnnxRuntimeCalls", () -> ENVIRONMENT.createSession(new byte[] {1, 2, 3}));
        BOOKS.print();
        System.in.read();
    }

    private static OnnxTensor rows(int rows, int columns) throws Exception {
        return OnnxTensor.createTensor(
                ENVIRONMENT, FloatBuffer.allocate(rows * columns), new long[] {rows, columns});
    }

    private static void everyMethod(String model, OrtSession session) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int rows = 1 + i % 4;
            try (OnnxTensor input = rows(rows, 3);
                    OrtSession.RunOptions options = new OrtSession.RunOptions()) {
                Map<String, OnnxTensor> inputs = Map.of("X", input);
                BOOKS.call(model, rows, () -> closed(session.run(inputs)));
                BOOKS.call(model, rows, () -> closed(session.run(inputs, options)));
                BOOKS.call(model, rows, () -> closed(session.run(inputs, Set.of("Y"))));
                BOOKS.call(model, rows, () -> closed(session.run(inputs, Set.of("Y"), options)));
                try (OnnxTensor output = rows(rows, 3)) {
                    BOOKS.call(model, rows, () -> closed(session.run(inputs, Map.of("Y", output))));
                    BOOKS.call(model, rows, () -> closed(session.run(inputs, Set.of(), Map.of("Y", output))));
                }
            }
        }
        try (OnnxTensor wide = rows(2, 5)) {
            BOOKS.refused(model, 2, () -> session.run(Map.of("X", wide)));
        }
        BOOKS.refused(model, 0, () -> session.run(Map.of()));
    }

    private static OrtSession.Result closed(OrtSession.Result result) {
        result.close();
        return result;
    }
}
