package application;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains a model, saves it, loads it and calls it in every way there is. The argument is a directory. */
public class LightGbmCalls {

    private static final int ROWS = 7;
    private static final int COLUMNS = 3;
    private static final int TIMES = 5;
    private static final PredictionType NORMAL = normal();

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        String text = trained();
        Path file = Path.of(arguments[0], "churn.txt");
        Files.writeString(file, text);

        LGBMBooster booster = LGBMBooster.createFromModelfile(file.toString());
        BOOKS.loaded("lightgbm/churn");
        everyMethod("lightgbm/churn", booster);
        refusals("lightgbm/churn", booster);
        booster.close();
        BOOKS.closed("lightgbm/churn");

        LGBMBooster read = LGBMBooster.loadModelFromString(text);
        BOOKS.loaded("lightgbm/LightGbmCalls");
        everyMethod("lightgbm/LightGbmCalls", read);
        read.close();
        BOOKS.closed("lightgbm/LightGbmCalls");

        BOOKS.notLoaded("lightgbm/missing", () -> LGBMBooster.createFromModelfile(arguments[0] + "/missing.txt"));
        BOOKS.print();
        System.in.read();
    }

    /** Its value is asked of the native library. */
    private static PredictionType normal() {
        try {
            LGBMBooster.loadNative();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PredictionType.C_API_PREDICT_NORMAL;
    }

    private static String trained() throws LGBMException {
        float[] values = floats(200 * COLUMNS);
        float[] labels = new float[200];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3 == 0 ? 1 : 0;
        }
        LGBMDataset data = LGBMDataset.createFromMat(values, 200, COLUMNS, true, "", null);
        data.setField("label", labels);
        LGBMBooster booster = LGBMBooster.create(data, "objective=binary verbosity=-1 num_threads=1 min_data_in_leaf=5");
        for (int i = 0; i < 10; i++) {
            booster.updateOneIter();
        }
        String text = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
        booster.close();
        data.close();
        return text;
    }

    private static float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 31 % 17;
        }
        return values;
    }

    private static double[] doubles(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 31 % 17;
        }
        return values;
    }

    private static void everyMethod(String model, LGBMBooster booster) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            BOOKS.call(model, ROWS, () -> booster.predictForMat(floats(ROWS * COLUMNS), ROWS, COLUMNS, true, NORMAL));
            BOOKS.call(model, ROWS, () -> booster.predictForMat(doubles(ROWS * COLUMNS), ROWS, COLUMNS, true, NORMAL));
            BOOKS.call(model, ROWS, () -> booster.predictForMat(floats(ROWS * COLUMNS), ROWS, COLUMNS, true, NORMAL, ""));
            BOOKS.call(model, ROWS, () -> booster.predictForMat(doubles(ROWS * COLUMNS), ROWS, COLUMNS, true, NORMAL, ""));
            BOOKS.call(model, 0, () -> booster.predictForMatSingleRow(floats(COLUMNS), NORMAL));
            BOOKS.call(model, 0, () -> booster.predictForMatSingleRow(doubles(COLUMNS), NORMAL));
        }
    }

    /** A row with fewer columns than the model was trained on. */
    private static void refusals(String model, LGBMBooster booster) {
        BOOKS.refused(model, 1, () -> booster.predictForMat(floats(1), 1, 1, true, NORMAL));
    }
}
