package application;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A library whose objects do what no library should, and one whose release is not known. */
public class OddLibraryCalls {

    private static final ModelBooks BOOKS = new ModelBooks();

    /** What a call is given. */
    public static class Tensor {
        public Object shape() {
            return new long[] {3, 2};
        }
    }

    /** A model all of whose usual methods fail. */
    public static class Model implements AutoCloseable {
        private final String name;

        Model(String name) {
            this.name = name;
        }

        public static Model load(String path, Model made) {
            if (made == null) {
                throw new IllegalStateException("no model in " + path);
            }
            return made;
        }

        public Object predict(List<?> tensors) {
            if (tensors.isEmpty()) {
                throw new IllegalArgumentException("nothing to predict");
            }
            return this;
        }

        public String getName() {
            return name;
        }

        public String rank(Tensor query) {
            return "ranked";
        }

        @Override
        public final String toString() {
            throw new IllegalStateException("toString");
        }

        @Override
        public final int hashCode() {
            throw new IllegalStateException("hashCode");
        }

        @Override
        public final boolean equals(Object other) {
            throw new IllegalStateException("equals");
        }

        @Override
        public void close() {}
    }

    /** Asks its parent twice. */
    private static final class Twice extends Model {
        Twice() {
            super("twice");
        }

        @Override
        public Object predict(List<?> tensors) {
            super.predict(tensors);
            return super.predict(tensors);
        }

        @Override
        public String rank(Tensor query) {
            super.rank(query);
            return super.rank(query);
        }
    }

    private static Model nameless(Runnable first) {
        return new Model("") {
            @Override
            public String getName() {
                first.run();
                return "never";
            }
        };
    }

    private static void sleep() {
        try {
            Thread.sleep(1_050);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tensor of(Object shape) {
        return new Tensor() {
            @Override
            public Object shape() {
                if (shape instanceof RuntimeException failure) {
                    throw failure;
                }
                return shape;
            }
        };
    }

    public static void main(String[] arguments) throws Exception {
        Model model = Model.load("/models/strange.bin", new Model("strange"));
        BOOKS.loaded("odd/strange");
        BOOKS.call("odd/strange", 3, () -> model.predict(List.of(new Tensor())));
        // What cannot be read is a batch that is not known.
        for (Object shape : new Object[] {
            new long[0], "text", Map.of(), new Object(), new Object[] {null}, new IllegalStateException("shape")
        }) {
            BOOKS.call("odd/strange", 0, () -> model.predict(List.of(of(shape))));
        }
        BOOKS.call("odd/strange", 0, () -> model.predict(Collections.singletonList(null)));
        BOOKS.call("odd/strange", 0, () -> model.predict(List.of("no tensor")));
        BOOKS.call("odd/strange", 0, () -> model.predict(new AbstractList<Object>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("get");
            }

            @Override
            public int size() {
                return 1;
            }
        }));
        BOOKS.refused("odd/strange", 0, () -> model.predict(List.of()));
        BOOKS.notLoaded("odd/gone", () -> Model.load("/models/gone.bin", null));

        Model twice = Model.load("/models/twice.bin", new Twice());
        BOOKS.loaded("odd/twice");
        for (int i = 0; i < 10; i++) {
            // Its parent's method is declared, by name: that is called twice. Of the other one, any subtype's is.
            BOOKS.succeeded("odd/twice", 3);
            BOOKS.call("odd/twice", 3, () -> twice.predict(List.of(new Tensor())));
            BOOKS.call("odd/twice", 0, () -> twice.rank(new Tensor()));
        }
        twice.close();
        twice.close();
        BOOKS.closed("odd/twice");

        // Names: long, forged, of a getter that throws, of one that waits.
        for (String name : List.of("n".repeat(10_240), "a\n# forged 1\r\u001B[2J\u0000\u202E")) {
            new Model(name).rank(new Tensor());
        }
        Model failing = nameless(() -> {
            throw new IllegalStateException("getName");
        });
        for (int i = 0; i < 10; i++) {
            BOOKS.call("odd/odd", 0, () -> failing.rank(new Tensor()));
        }
        Model waiting = nameless(OddLibraryCalls::sleep);
        BOOKS.call("odd/never", 0, () -> waiting.rank(new Tensor()));
        long from = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            Model another = nameless(OddLibraryCalls::sleep);
            BOOKS.call("odd/odd", 0, () -> another.rank(new Tensor()));
        }
        System.out.println("waited again: " + (System.nanoTime() - from > 500_000_000));
        System.out.println("lightgbm says " + new LGBMBooster().predictForMat());
        BOOKS.print();
        System.in.read();
    }
}
