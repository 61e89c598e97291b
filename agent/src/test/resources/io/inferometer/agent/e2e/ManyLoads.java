package application;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/** One model on many threads of both kinds, one that is closed while threads call it, one that is loaded and closed 5,000 times. */
public class ManyLoads {

    private static final int LOADS = 5_000;

    private static final ModelBooks BOOKS = new ModelBooks();

    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    /** The argument is the file of a model with three columns. */
    public static void main(String[] arguments) throws Exception {
        byte[] model = Files.readAllBytes(Path.of(arguments[0]));
        onThreads(arguments[0]);
        closedWhileRunning();
        loadedAndClosed(model);
        BOOKS.print();
        System.in.read();
    }

    private static void onThreads(String file) throws Exception {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = ENVIRONMENT.createSession(file, options)) {
                BOOKS.loaded("onnxruntime/shared");
                run(32, 500, false, () -> call("onnxruntime/shared", session));
                if (Runtime.version().feature() >= 21) {
                    run(1_000, 16, true, () -> call("onnxruntime/shared", session));
                }
            }
        }
        BOOKS.closed("onnxruntime/shared");
    }

    private static Void call(String model, OrtSession session) throws Exception {
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.allocate(6), new long[] {2, 3})) {
            BOOKS.call(model, 2, () -> {
                OrtSession.Result result = session.run(Map.of("X", input));
                result.close();
                return result;
            });
        }
        return null;
    }

    /** A booster of this release waits for its calls before it is disposed of, and refuses those that come later; newer ones crash. */
    private static void closedWhileRunning() throws Exception {
        DMatrix data = new DMatrix(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2, Float.NaN);
        data.setLabel(new float[] {0, 1, 0, 1});
        Booster trained = XGBoost.train(data, Map.of("nthread", 1, "verbosity", 0), 5, Map.of(), null, null);
        Booster booster = XGBoost.loadModel(trained.toByteArray());
        BOOKS.loaded("xgboost/ManyLoads");
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = start(4, 1, false, () -> {
            while (refused.get() < 400) {
                BOOKS.either("xgboost/ManyLoads", 4, () -> booster.predict(data), refused::incrementAndGet);
            }
            return null;
        });
        Thread.sleep(200);
        booster.dispose();
        BOOKS.closed("xgboost/ManyLoads");
        for (Thread thread : threads) {
            thread.join();
        }
        trained.dispose();
        data.dispose();
    }

    private static void loadedAndClosed(byte[] model) throws Exception {
        for (int i = 0; i < LOADS; i++) {
            Path file = Files.createTempFile("tiny", ".onnx");
            Files.write(file, model);
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                    OrtSession session = ENVIRONMENT.createSession(file.toString(), options)) {
                BOOKS.loaded("onnxruntime/tiny");
                call("onnxruntime/tiny", session);
            } finally {
                Files.delete(file);
            }
            BOOKS.closed("onnxruntime/tiny");
        }
    }

    private static void run(int count, int times, boolean isVirtual, Callable<Void> call) throws Exception {
        for (Thread thread : start(count, times, isVirtual, call)) {
            thread.join();
        }
    }

    private static List<Thread> start(int count, int times, boolean isVirtual, Callable<Void> call) throws Exception {
        Method virtual = isVirtual ? Thread.class.getMethod("startVirtualThread", Runnable.class) : null;
        List<Thread> threads = new ArrayList<>();
        Runnable all = () -> {
            for (int i = 0; i < times; i++) {
                try {
                    call.call();
                } catch (Exception unexpected) {
                    unexpected.printStackTrace();
                    System.exit(1);
                }
            }
        };
        for (int i = 0; i < count; i++) {
            if (isVirtual) {
                threads.add((Thread) virtual.invoke(null, all));
            } else {
                threads.add(new Thread(all));
                threads.get(i).start();
            }
        }
        return threads;
    }
}
