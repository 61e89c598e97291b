package application;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls a model by DJL's engine for ONNX Runtime. The argument is a directory with {@code model.onnx}, of three columns. */
public class DjlCalls {

    private static final float[] ROW = {1, 2, 3};
    private static final float[] NOTHING = {};

    private static final ModelBooks BOOKS = new ModelBooks();

    /** Each row is a call of ONNX Runtime. */
    private static final class Rows implements NoBatchifyTranslator<float[], float[]> {

        @Override
        public NDList processInput(TranslatorContext context, float[] row) throws IOException {
            if (row.length == 0) {
                throw new IOException("a row without columns");
            }
            return new NDList(context.getNDManager().create(row, new Shape(1, row.length)));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList output) {
            return output.get(0).toFloatArray();
        }
    }

    /** An application's own predictor. */
    private static final class OwnPredictor extends Predictor<float[], float[]> {

        OwnPredictor(Model model) {
            super(model, new Rows(), model.getNDManager().getDevice(), false);
        }

        @Override
        public List<float[]> batchPredict(List<float[]> rows) throws TranslateException {
            return super.batchPredict(new ArrayList<>(rows));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Criteria<float[], float[]> criteria = Criteria.builder()
                .setTypes(float[].class, float[].class)
                .optEngine("OnnxRuntime")
                .optModelPath(directory)
                .optModelName("found")
                .optTranslator(new Rows())
                .build();
        try (ZooModel<float[], float[]> model = criteria.loadModel();
                Predictor<float[], float[]> predictor = model.newPredictor()) {
            BOOKS.loaded("djl/found");
            BOOKS.loaded("onnxruntime/model");
            everyMethod("djl/found", predictor);
        }
        BOOKS.closed("djl/found");
        BOOKS.closed("onnxruntime/model");

        // What is not found by criteria is made before it is loaded: only its engine's load is one.
        try (Model model = Model.newInstance("direct", "OnnxRuntime")) {
            model.load(directory, "model");
            BOOKS.loaded("onnxruntime/model");
            try (Predictor<float[], float[]> predictor = new OwnPredictor(model)) {
                everyMethod("djl/direct", predictor);
            }
        }
        BOOKS.closed("onnxruntime/model");
        BOOKS.print();
        System.in.read();
    }

    private static void everyMethod(String model, Predictor<float[], float[]> predictor) throws Exception {
        for (int i = 0; i < 20; i++) {
            BOOKS.call(model, 1, () -> predictor.predict(ROW));
            BOOKS.call(model, 3, () -> predictor.batchPredict(List.of(ROW, ROW, ROW)));
            for (int run = 0; run < 4; run++) {
                BOOKS.succeeded("onnxruntime/model", 1);
            }
        }
        BOOKS.refused(model, 1, () -> predictor.predict(NOTHING));
        BOOKS.refused(model, 3, () -> predictor.batchPredict(List.of(ROW, NOTHING, ROW)));
        BOOKS.succeeded("onnxruntime/model", 1);
    }
}
