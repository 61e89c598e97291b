package org.example.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** An application on ONNX Runtime: calls it in every way there is, and tells what came of it. */
public final class Embedder {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    private static float[][] rows(int count) {
        float[][] rows = new float[count][3];
        for (int i = 0; i < count; i++) {
            Arrays.fill(rows[i], i + 0.5f);
        }
        return rows;
    }

    private interface Call {
        OrtSession.Result run(Map<String, OnnxTensor> inputs) throws OrtException;
    }

    private boolean echoes(int batch, Call call) throws OrtException {
        float[][] rows = rows(batch);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = call.run(Map.of("X", tensor))) {
            return Arrays.deepEquals((float[][]) result.get(0).getValue(), rows);
        }
    }

    /** Into a tensor of the caller's own. */
    private boolean pinned(int batch, OrtSession session) throws OrtException {
        FloatBuffer space = ByteBuffer.allocateDirect(batch * 3 * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        float[][] rows = rows(batch);
        try (OnnxTensor output = OnnxTensor.createTensor(environment, space, new long[] {batch, 3});
                OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("X", input), Map.of("Y", output))) {
            return Arrays.deepEquals((float[][]) output.getValue(), rows) && result.size() == 1;
        }
    }

    private String failure(Call call) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, rows(2))) {
            call.run(Map.of("Z", tensor));
            return "no failure";
        } catch (OrtException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Seven calls: six succeed, with batches of 1, 2, 3, 4, 5 and 6; one fails. */
    private String calls(OrtSession session) throws OrtException {
        Set<String> outputs = Set.of("Y");
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            return echoes(1, session::run)
                    + " " + echoes(2, inputs -> session.run(inputs, outputs))
                    + " " + echoes(3, inputs -> session.run(inputs, options))
                    + " " + echoes(4, inputs -> session.run(inputs, outputs, options))
                    + " " + pinned(5, session)
                    + " " + echoes(6, inputs -> session.run(inputs, outputs, Map.of(), options))
                    + " " + failure(session::run);
        }
    }

    /** Loads from a file. */
    public String fromFile(String path) throws OrtException {
        try (OrtSession session = environment.createSession(path)) {
            return calls(session);
        }
    }

    /** Loads from bytes, with options. */
    public String fromBytes(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(model, options)) {
            return calls(session);
        }
    }

    /** Loads what is no model. */
    public String broken(String path) {
        try (OrtSession session = environment.createSession(path)) {
            return "loaded " + session;
        } catch (OrtException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Closes twice. */
    public String closedTwice(byte[] model) throws OrtException {
        OrtSession session = environment.createSession(model);
        session.close();
        try {
            session.close();
            return "closed twice";
        } catch (IllegalStateException e) {
            return "refused";
        }
    }
}
