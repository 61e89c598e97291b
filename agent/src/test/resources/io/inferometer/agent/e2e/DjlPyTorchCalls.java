package application;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.nio.file.Path;
import java.util.List;

/** Makes a small network, saves it, and calls it by DJL's engine for PyTorch. The argument is a directory. */
public class DjlPyTorchCalls {

    private static final int TIMES = 20;
    private static final float[] ROW = {1, 2, 3};
    private static final float[] WIDE = {1, 2, 3, 4};

    private static final ModelBooks BOOKS = new ModelBooks();

    /** All rows of a batch are one call of the engine. */
    private static final class Rows implements Translator<float[], Float> {

        @Override
        public NDList processInput(TranslatorContext context, float[] row) {
            return new NDList(context.getNDManager().create(row));
        }

        @Override
        public Float processOutput(TranslatorContext context, NDList output) {
            return output.get(0).toFloatArray()[0];
        }

        @Override
        public Batchifier getBatchifier() {
            return Batchifier.STACK;
        }
    }

    private static SequentialBlock network() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(1).build());
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (Model model = Model.newInstance("made", "PyTorch")) {
            SequentialBlock network = network();
            network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, ROW.length));
            model.setBlock(network);
            model.save(directory, "made");
            try (Predictor<float[], Float> predictor = model.newPredictor(new Rows())) {
                everyMethod("djl/made", predictor);
            }
        }

        Criteria<float[], Float> criteria = Criteria.builder()
                .setTypes(float[].class, Float.class)
                .optEngine("PyTorch")
                .optModelPath(directory)
                .optModelName("made")
                .optBlock(network())
                .optTranslator(new Rows())
                .build();
        for (int load = 0; load < 2; load++) {
            try (ZooModel<float[], Float> model = criteria.loadModel();
                    Predictor<float[], Float> predictor = model.newPredictor()) {
                BOOKS.loaded("djl/made");
                everyMethod("djl/made", predictor);
            }
            BOOKS.closed("djl/made");
        }
        leak();
        BOOKS.print();
        System.in.read();
    }

    private static void everyMethod(String model, Predictor<float[], Float> predictor) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            BOOKS.call(model, 1, () -> predictor.predict(ROW));
            BOOKS.call(model, 3, () -> predictor.batchPredict(List.of(ROW, ROW, ROW)));
        }
        BOOKS.refused(model, 1, () -> predictor.predict(WIDE));
        BOOKS.refused(model, 2, () -> predictor.batchPredict(List.of(ROW, WIDE)));
    }

    /** Leaves one array in ten open. */
    private static void leak() {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        for (int i = 0; i < 1_000; i++) {
            NDArray array = manager.create(ROW);
            array.detach();
            if (i % 10 != 0) {
                array.close();
                array.close();
            }
        }
        manager.close();
    }
}
