package io.inferometer.agent.e2e.app;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferometer.agent.e2e.app.CallBook.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls one model loaded from a file and the same one loaded from bytes, in turn, on several threads. Of ten calls one has an
 * input of the wrong type, and one has none.
 */
public final class OnnxCalls {

    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession[] sessions;
    private final CallBook book;
    private final Map<String, OnnxTensor> good;
    private final Map<String, OnnxTensor> wrongType;
    private volatile boolean stopped;

    private OnnxCalls(Path model, Path book) throws IOException, OrtException {
        this.book = CallBook.open(book);
        sessions = new OrtSession[] {
            ENVIRONMENT.createSession(model.toString()), ENVIRONMENT.createSession(Files.readAllBytes(model))
        };
        good = Map.of(OnnxModel.INPUT, OnnxTensor.createTensor(ENVIRONMENT, new float[] {1, 2, 3}));
        wrongType = Map.of(OnnxModel.INPUT, OnnxTensor.createTensor(ENVIRONMENT, new int[] {1, 2, 3}));
    }

    /**
     * @param arguments model file, book, threads, calls per thread (0: until standard input ends or has a line), and how to
     *     end: {@code return}, or {@code exit} to call System.exit
     */
    public static void main(String[] arguments) throws Exception {
        OnnxCalls calls = new OnnxCalls(Path.of(arguments[0]), Path.of(arguments[1]));
        int threads = Integer.parseInt(arguments[2]);
        long each = Long.parseLong(arguments[3]);
        List<Thread> running = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            int thread = number;
            running.add(new Thread(() -> calls.call(thread, each == 0 ? Long.MAX_VALUE : each), "caller-" + number));
        }
        running.forEach(Thread::start);
        System.out.println("calling");
        if (each == 0) {
            calls.stopped = System.in.read() >= -1;
        }
        for (Thread thread : running) {
            thread.join();
        }
        System.out.println("done");
        if (arguments[4].equals("exit")) {
            System.exit(0);
        }
    }

    private void call(int thread, long count) {
        for (long i = 0; i < count && !stopped; i++) {
            int model = (int) (i & 1);
            book.book(thread, model, call(sessions[model], (int) (i / 2 % 10)));
        }
    }

    private Ending call(OrtSession session, int kind) {
        Map<String, ? extends OnnxTensorLike> input = kind == 3 ? wrongType : kind == 7 ? null : good;
        try (OrtSession.Result result = session.run(input)) {
            return result.size() == 1 ? Ending.SUCCESS : null;
        } catch (OrtException refused) {
            return Ending.CLIENT_ERROR;
        } catch (NullPointerException noInput) {
            return Ending.SERVER_ERROR;
        }
    }
}
