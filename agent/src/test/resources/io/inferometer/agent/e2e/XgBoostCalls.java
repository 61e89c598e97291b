package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.FileInputStream;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trains a model, saves it, loads it and calls it in every way there is. The argument is a directory. */
public class XgBoostCalls {

    private static final int ROWS = 7;
    private static final int COLUMNS = 3;
    private static final int TIMES = 5;

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        String file = arguments[0] + "/churn.json";
        Booster trained = trained();
        trained.saveModel(file);

        Booster booster = XGBoost.loadModel(file);
        BOOKS.loaded("xgboost/churn");
        everyMethod("xgboost/churn", booster);
        refusals(booster);
        twoThreads(booster);
        booster.dispose();
        booster.dispose();
        BOOKS.closed("xgboost/churn");

        Booster streamed = XGBoost.loadModel(new FileInputStream(file));
        BOOKS.loaded("xgboost/XgBoostCalls");
        everyMethod("xgboost/XgBoostCalls", streamed);
        streamed.setParam("device", "cuda:1");

        BOOKS.notLoaded("xgboost/missing", () -> XGBoost.loadModel(arguments[0] + "/missing.json"));

        // Nothing tells the name of a model that was not loaded.
        everyMethod("xgboost/xgboost", trained);
        trained.dispose();
        BOOKS.print();
        System.in.read();
        // Boosters are disposed when they are collected.
        Reference.reachabilityFence(streamed);
    }

    private static Booster trained() throws XGBoostError {
        DMatrix data = matrix(200, COLUMNS);
        float[] labels = new float[200];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3 == 0 ? 1 : 0;
        }
        data.setLabel(labels);
        Map<String, Object> parameters =
                Map.of("objective", "binary:logistic", "max_depth", 3, "nthread", 1, "verbosity", 0);
        return XGBoost.train(data, parameters, 50, Map.of(), null, null);
    }

    private static float[] values(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31 % 17;
        }
        return values;
    }

    private static DMatrix matrix(int rows, int columns) throws XGBoostError {
        return new DMatrix(values(rows, columns), rows, columns, Float.NaN);
    }

    /** Calls every public method that predicts, of those that this release has. */
    private static void everyMethod(String model, Booster booster) throws Exception {
        DMatrix rows = matrix(ROWS, COLUMNS);
        Map<String, Object[]> arguments = Map.of(
                "predict", new Object[] {rows, false, 10},
                "predictLeaf", new Object[] {rows, 0},
                "predictContrib", new Object[] {rows, 0},
                "inplace_predict",
                        new Object[] {values(ROWS, COLUMNS), ROWS, COLUMNS, Float.NaN, new int[] {0, 10}, null, null});
        for (Method method : Booster.class.getMethods()) {
            if (arguments.containsKey(method.getName())) {
                Class<?>[] types = method.getParameterTypes();
                Object[] given = Arrays.copyOf(arguments.get(method.getName()), types.length);
                for (int i = 0; i < types.length; i++) {
                    given[i] = types[i].isEnum() ? types[i].getEnumConstants()[0] : given[i];
                }
                for (int i = 0; i < TIMES; i++) {
                    BOOKS.call(model, ROWS, () -> method.invoke(booster, given));
                }
            }
        }
    }

    /** Rows with more columns than the model was trained on. */
    private static void refusals(Booster booster) throws XGBoostError {
        DMatrix wide = matrix(ROWS, COLUMNS + 2);
        BOOKS.refused("xgboost/churn", ROWS, () -> booster.predict(wide));
        BOOKS.refused("xgboost/churn", ROWS, () -> booster.predict(wide, true));
        wide.dispose();
        wide.dispose();
    }

    private static void twoThreads(Booster booster) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int rows = 1; rows <= 2; rows++) {
            int own = rows;
            threads.add(new Thread(() -> {
                try {
                    DMatrix matrix = matrix(own, COLUMNS);
                    for (int i = 0; i < 500; i++) {
                        BOOKS.call("xgboost/churn", own, () -> booster.predict(matrix));
                        BOOKS.call("xgboost/churn", own, () -> booster.predictLeaf(matrix, 0));
                    }
                } catch (Exception unexpected) {
                    throw new IllegalStateException(unexpected);
                }
            }));
        }
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((of, failure) -> failures.add(failure)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.get(0));
        }
    }
}
