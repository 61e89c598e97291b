package io.inferometer.agent.e2e.app;

import io.inferometer.annotation.Inference;
import java.io.IOException;

/** Models whose names are hard to write down. Each method is called as often as its number says. */
public final class OddNames {

    private OddNames() {}

    @Inference(model = "b\n", version = "c")
    static void one() {}

    @Inference(model = "b", version = "\nc")
    static void two() {}

    @Inference(model = "half \uD800", version = "")
    static void four() {}

    @Inference(model = "half \uDFFF", version = "")
    static void eight() {}

    @Inference(model = "\u001B[2J\u009B31m\u202E\u2028\u0000\uFFFF", version = "\"\\")
    static void sixteen() {}

    @Inference(
            model =
                    "a name that is longer than any file's may be, again and again, and again and again, and again and again,"
                            + " and again and again, and again and again, and again and again, and again and again, and again and"
                            + " again, and again and again, and again and again: 1",
            version = "")
    static void thirtyTwo() {}

    @Inference(
            model =
                    "a name that is longer than any file's may be, again and again, and again and again, and again and again,"
                            + " and again and again, and again and again, and again and again, and again and again, and again and"
                            + " again, and again and again, and again and again: 2",
            version = "")
    static void sixtyFour() {}

    public static void main(String[] arguments) throws IOException {
        Runnable[] models = {
            OddNames::one,
            OddNames::two,
            OddNames::four,
            OddNames::eight,
            OddNames::sixteen,
            OddNames::thirtyTwo,
            OddNames::sixtyFour
        };
        for (int model = 0; model < models.length; model++) {
            for (int call = 0; call < 1 << model; call++) {
                models[model].run();
            }
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
