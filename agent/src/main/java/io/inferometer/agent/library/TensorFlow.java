package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * TensorFlow, {@code org.tensorflow:tensorflow-core-api}. All ways end in a session's runner; a call of a bundle, which knows the model,
 * or of a function is one with the run beneath.
 */
final class TensorFlow implements Declaration {

    private static final Types BUNDLE = named("org.tensorflow.SavedModelBundle");
    private static final Types RUNNER = named("org.tensorflow.Session$Runner");

    @Override
    public Library library() {
        return new Library(
                "tensorflow",
                "TensorFlow",
                "0.4 to 1.1, by bytecode only",
                Naming.of("", "org.tensorflow."),
                List.of(
                        call(BUNDLE),
                        call(named("org.tensorflow.SessionFunction")).model("this.signature().key()"),
                        call(named("org.tensorflow.ConcreteFunction")).model("this.signature().key()"),
                        Target.inference(RUNNER, "run"),
                        Target.inference(RUNNER, "runAndFetchMetadata"),
                        Target.load(BUNDLE, "load").model("arg0"),
                        Target.unload(BUNDLE, "close")));
    }

    private static Target call(Types type) {
        return Target.inference(type, "call").withParameters("java.util.Map");
    }
}
