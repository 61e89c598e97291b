package application;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.util.Map;
import java.util.function.Consumer;

/** Loads models onto devices. */
public class OnnxDevices {

    private static final ModelBooks BOOKS = new ModelBooks();

    private static final OrtEnvironment ENVIRONMENT = new OrtEnvironment();

    public static void main(String[] arguments) throws Exception {
        load("plain", options -> {});
        load("first", OrtSession.SessionOptions::addCUDA);
        load("second", options -> {
            options.addCUDA(1);
            options.addCoreML();
        });
        load("third", options -> options.addCUDA(new OrtCUDAProviderOptions()));
        load("apple", OrtSession.SessionOptions::addCoreML);
        load("refused", options -> {
            try {
                options.addCUDA(9);
            } catch (IllegalStateException notThere) {
                System.out.println(notThere.getMessage());
            }
        });
        BOOKS.print();
        System.in.read();
    }

    private static void load(String name, Consumer<OrtSession.SessionOptions> device) throws Exception {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        device.accept(options);
        OrtSession session = ENVIRONMENT.createSession("/models/" + name + ".onnx", options);
        BOOKS.loaded("onnxruntime/" + name);
        BOOKS.call("onnxruntime/" + name, 0, () -> session.run(Map.of()));
    }
}
