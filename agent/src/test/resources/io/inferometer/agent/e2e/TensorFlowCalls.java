package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes a model, loads it and calls it in every way there is. The argument is the model's folder. */
public class TensorFlowCalls {

    private static final int TIMES = 20;

    private static final RunOptions TRACED = RunOptions.newBuilder()
            .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
            .build();

    private static final ModelBooks BOOKS = new ModelBooks();

    private static Signature doubling(Ops tf) {
        Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
        var output = tf.math.mul(input, tf.constant(2f));
        return Signature.builder("doubling").input("x", input).output("y", output).build();
    }

    private static Tensor rows(int rows) {
        return TFloat32.tensorOf(Shape.of(rows, 3), data -> data.scalars().forEach(value -> value.setFloat(1)));
    }

    public static void main(String[] arguments) throws Exception {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            session.function(doubling(Ops.create(graph))).save(arguments[0]);
            // Which runs the session once.
            BOOKS.succeeded("tensorflow/tensorflow", 0);
        }
        try (ConcreteFunction function = ConcreteFunction.create(TensorFlowCalls::doubling)) {
            // No session of a model: the signature's key is what is known.
            everyRow("tensorflow/doubling", function::call);
        }

        for (int load = 0; load < 2; load++) {
            try (SavedModelBundle model = SavedModelBundle.load(arguments[0], SavedModelBundle.DEFAULT_TAG)) {
                BOOKS.loaded("tensorflow/churn");
                SessionFunction function = model.function("doubling");
                everyRow("tensorflow/churn", model::call);
                everyRow("tensorflow/churn", function::call);
                everyRow("tensorflow/churn", inputs -> runner(model.session(), function.signature(), inputs).run());
                everyRow(
                        "tensorflow/churn",
                        inputs -> runner(model.session(), function.signature(), inputs)
                                .setOptions(TRACED)
                                .runAndFetchMetadata());
                try (Tensor numbers = TInt32.tensorOf(Shape.of(2, 3))) {
                    Map<String, Tensor> wrong = Map.of("x", numbers);
                    BOOKS.refused("tensorflow/churn", 2, () -> function.call(wrong));
                    BOOKS.refused("tensorflow/churn", 2, () -> runner(model.session(), function.signature(), wrong)
                            .run());
                }
            }
            BOOKS.closed("tensorflow/churn");
        }
        BOOKS.notLoaded("tensorflow/missing", () -> SavedModelBundle.load(arguments[0] + "/missing"));
        BOOKS.print();
        System.in.read();
    }

    private interface Call {
        Object of(Map<String, Tensor> inputs) throws Exception;
    }

    private static Session.Runner runner(Session session, Signature signature, Map<String, Tensor> inputs) {
        return session.runner()
                .feed(signature.getInputs().get("x").name, inputs.get("x"))
                .fetch(signature.getOutputs().get("y").name);
    }

    private static void everyRow(String model, Call call) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            int rows = 1 + i % 4;
            try (Tensor input = rows(rows)) {
                BOOKS.call(model, rows, () -> {
                    Object result = call.of(Map.of("x", input));
                    if (result instanceof AutoCloseable held) {
                        held.close();
                    }
                    return result;
                });
            }
        }
    }
}
