package application;

import ai.catboost.CatBoostModel;
import ai.catboost.CatBoostPredictions;
import com.google.flatbuffers.FlatBufferBuilder;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a model of one tree that asks whether a feature is above a half, loads it and calls it in every way there is. The argument is
 * a directory.
 */
public class CatBoostCalls {

    private static final int ROWS = 7;
    private static final int TIMES = 5;
    private static final double BELOW = 1.5;
    private static final double ABOVE = 2.5;

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        byte[] bytes = model();
        Path file = Files.write(Files.createDirectories(Path.of(arguments[0])).resolve("churn.cbm"), bytes);

        CatBoostModel model = CatBoostModel.loadModel(file.toString());
        BOOKS.loaded("catboost/churn");
        everyMethod("catboost/churn", model);
        BOOKS.refused("catboost/churn", 0, () -> model.predict(new float[0], (String[]) null));
        BOOKS.refused("catboost/churn", 1, () -> model.predict(new float[1][0], (String[][]) null));
        model.close();
        BOOKS.closed("catboost/churn");

        try (InputStream in = Files.newInputStream(file)) {
            CatBoostModel read = CatBoostModel.loadModel(in);
            BOOKS.loaded("catboost/CatBoostCalls");
            everyMethod("catboost/CatBoostCalls", read);
            read.close();
            BOOKS.closed("catboost/CatBoostCalls");
        }

        BOOKS.notLoaded("catboost/missing", () -> CatBoostModel.loadModel(arguments[0] + "/missing.cbm"));
        BOOKS.print();
        System.in.read();
    }

    /** Features that are not of numbers may be left out of a model that has none. */
    private static void everyMethod(String name, CatBoostModel model) throws Exception {
        float[] one = {0.75f};
        float[][] many = new float[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            many[i] = new float[] {i % 2};
        }
        String[] texts = null;
        String[][] manyTexts = null;
        float[][] vectors = null;
        float[][][] manyVectors = null;
        CatBoostPredictions single = new CatBoostPredictions(1, 1);
        CatBoostPredictions several = new CatBoostPredictions(ROWS, 1);
        for (int i = 0; i < TIMES; i++) {
            assertEqual(ABOVE, model.predict(one, (String[]) null).get(0, 0));
            assertEqual(ABOVE, model.predict(one, (int[]) null).get(0, 0));
            model.predict(one, (String[]) null, single);
            model.predict(one, (int[]) null, single);
            model.predict(one, (String[]) null, texts, vectors);
            model.predict(one, (int[]) null, texts, vectors);
            model.predict(one, (String[]) null, texts, vectors, single);
            model.predict(one, (int[]) null, texts, vectors, single);
            for (int call = 0; call < 8; call++) {
                BOOKS.succeeded(name, 0);
            }
            assertEqual(BELOW, model.predict(many, (String[][]) null).get(ROWS - 1, 0));
            assertEqual(ABOVE, model.predict(many, (int[][]) null).get(1, 0));
            model.predict(many, (String[][]) null, several);
            model.predict(many, (int[][]) null, several);
            model.predict(many, (String[][]) null, manyTexts, manyVectors);
            model.predict(many, (int[][]) null, manyTexts, manyVectors);
            model.predict(many, (String[][]) null, manyTexts, manyVectors, several);
            model.predict(many, (int[][]) null, manyTexts, manyVectors, several);
            for (int call = 0; call < 8; call++) {
                BOOKS.succeeded(name, ROWS);
            }
        }
    }

    private static void assertEqual(double expected, double actual) {
        if (expected != actual) {
            throw new IllegalStateException(actual + " instead of " + expected);
        }
    }

    /** As {@code catboost/libs/model/flatbuffers} of CatBoost's sources describes it, behind a mark and the length. */
    private static byte[] model() {
        FlatBufferBuilder out = new FlatBufferBuilder(1024);
        int version = out.createString("FlabuffersModel_v1");
        int trees = trees(out);
        out.startTable(4);
        out.addOffset(0, version, 0);
        out.addOffset(1, trees, 0);
        out.finish(out.endTable());
        byte[] core = out.sizedByteArray();
        return ByteBuffer.allocate(8 + core.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("CBM1".getBytes(StandardCharsets.US_ASCII))
                .putInt(core.length)
                .put(core)
                .array();
    }

    private static int trees(FlatBufferBuilder out) {
        int splits = ints(out, 0);
        int sizes = ints(out, 1);
        int offsets = ints(out, 0);
        out.startVector(Double.BYTES, 2, Double.BYTES);
        out.addDouble(ABOVE);
        out.addDouble(BELOW);
        int leaves = out.endVector();
        int features = out.createVectorOfTables(new int[] {feature(out)});
        out.startTable(10);
        out.addInt(0, 1, 0);
        out.addOffset(1, splits, 0);
        out.addOffset(2, sizes, 0);
        out.addOffset(3, offsets, 0);
        out.addOffset(5, features, 0);
        out.addOffset(8, leaves, 0);
        return out.endTable();
    }

    private static int feature(FlatBufferBuilder out) {
        out.startVector(Float.BYTES, 1, Float.BYTES);
        out.addFloat(0.5f);
        int borders = out.endVector();
        out.startTable(6);
        out.addInt(1, 0, -1);
        out.addInt(2, 0, -1);
        out.addOffset(3, borders, 0);
        return out.endTable();
    }

    private static int ints(FlatBufferBuilder out, int value) {
        out.startVector(Integer.BYTES, 1, Integer.BYTES);
        out.addInt(value);
        return out.endVector();
    }
}
