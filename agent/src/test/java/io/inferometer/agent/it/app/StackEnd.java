package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;

/** Loads and calls measured classes where the stack ends, the first of all measured ones, and then one with all of a stack. */
public final class StackEnd {

    /** A frame or two from the end there is no stack for anything, this far away there is some for all. */
    private static final int FRAMES = 400;

    private static final int THREADS = 4;

    private static byte[] file;
    private static int loaded;
    private static int cutShort;

    private StackEnd() {}

    /** What is measured, loaded anew by each loader. */
    public static final class Last implements Runnable {
        @Override
        public void run() {
            score();
        }

        @Inference(model = "last")
        private void score() {}
    }

    /** Defines its own copy of a class. */
    private static final class Copying extends ClassLoader {
        Copying() {
            super(StackEnd.class.getClassLoader());
        }

        Runnable make() throws ReflectiveOperationException {
            return (Runnable) defineClass(null, file, 0, file.length)
                    .getDeclaredConstructor()
                    .newInstance();
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (InputStream in = StackEnd.class.getResourceAsStream("StackEnd$Last.class")) {
            file = in.readAllBytes();
        }
        System.in.read();
        for (int i = 1; i <= THREADS; i++) {
            int step = i;
            Thread thread = new Thread(null, () -> descend(step), "stack", 256 << 10);
            thread.start();
            thread.join();
        }
        System.out.println("loaded " + loaded + " cut short " + cutShort);
        Service.main(arguments);
    }

    /** Goes to the end of the stack, and loads a class in some of the frames on the way back. */
    private static int descend(int step) {
        int above;
        try {
            above = descend(step);
        } catch (StackOverflowError end) {
            above = 0;
        }
        if (above % step == 0 && above < FRAMES) {
            try {
                new Copying().make().run();
                loaded++;
            } catch (StackOverflowError | ReflectiveOperationException end) {
                cutShort++;
            }
        }
        return above + 1;
    }
}
