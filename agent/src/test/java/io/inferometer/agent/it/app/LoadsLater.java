package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;

/** Loads a class with a measured method as many milliseconds after its start as it is told, and calls it. */
public final class LoadsLater {

    private LoadsLater() {}

    private static final class Model {

        @Inference(model = "later")
        static int score(int in) {
            return in + 1;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Thread.sleep(Long.parseLong(arguments[0]));
        int result = 0;
        for (int i = 0; i < 10; i++) {
            result = Model.score(result);
        }
        System.out.println("result " + result);
        System.in.read();
    }
}
