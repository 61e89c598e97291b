package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * TensorFlow, {@code org.tensorflow:tensorflow-core-api}. All ways end in a session's runner, of which each call makes one; a call of a
 * bundle or of a function is one with the run beneath. What knows the model in all of them is the session. A function without one is
 * called by its signature's key.
 */
final class TensorFlow implements Declaration {

    private static final Types BUNDLE = named("org.tensorflow.SavedModelBundle");
    private static final String SESSION = "this.session";
    private static final Types RUNNER = named("org.tensorflow.Session$Runner");

    @Override
    public Library library() {
        return new Library(
                "tensorflow",
                "TensorFlow",
                "0.4 to 1.1, the oldest by bytecode only",
                Naming.of("", "org.tensorflow."),
                List.of(
                        call(BUNDLE).instance(SESSION),
                        call(named("org.tensorflow.SessionFunction")).instance(SESSION),
                        call(named("org.tensorflow.ConcreteFunction")).model("this.signature().key()"),
                        run("run"),
                        run("runAndFetchMetadata"),
                        Target.load(BUNDLE, "load").model("arg0").instance("result.session()"),
                        Target.unload(BUNDLE, "close").instance(SESSION)));
    }

    private static Target call(Types type) {
        return Target.inference(type, "call").withParameters("java.util.Map").batch("arg0[0].shape().asArray()[0]");
    }

    private static Target run(String method) {
        return Target.inference(RUNNER, method)
                .instance("this.this$0")
                .batch("this.inputTensors[0].shape().asArray()[0]");
    }
}
