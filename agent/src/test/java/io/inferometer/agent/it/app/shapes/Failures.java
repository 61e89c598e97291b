package io.inferometer.agent.it.app.shapes;

import io.inferometer.annotation.Inference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/** Every kind of failure, from methods that can also return. */
class Failures {

    static void all(Books books) {
        Failures failures = new Failures();
        Throwable[] kinds = {
            new FileNotFoundException("checked"),
            new IllegalStateException("unchecked"),
            new IllegalArgumentException("the caller's fault"),
            new NumberFormatException("a subclass of it"),
            new CancellationException("cancelled"),
            new AssertionError("an error"),
            new ThreadDeathLike("a strange one")
        };
        for (Throwable kind : kinds) {
            books.run("throws", () -> {
                try {
                    failures.fail(kind);
                } catch (Throwable thrown) {
                    books.say("the same: " + (thrown == kind) + ", suppressed " + thrown.getSuppressed().length);
                    throw thrown;
                }
            });
        }
        books.call("throws-primitive", () -> failures.primitive(true));
        books.call("throws-primitive", () -> failures.primitive(false));
        books.call("throws-static", () -> failIn(0));
        books.call("null-pointer", () -> failures.length(null));
        books.call("null-thrown", () -> failures.throwNull());
        books.call("wrapped", failures::wrapped);
        books.count("wrapped-inner", Books.SERVER_ERROR);
        books.call("sneaky", () -> failures.sneaky());
    }

    /** Neither an exception nor an error that anyone expects. */
    static final class ThreadDeathLike extends Error {
        ThreadDeathLike(String message) {
            super(message, null, false, false);
        }
    }

    @Inference(model = "throws")
    void fail(Throwable kind) throws Throwable {
        if (kind != null) {
            throw kind;
        }
    }

    @Inference(model = "throws-primitive")
    double primitive(boolean fail) throws IOException {
        if (fail) {
            throw new IOException("no double");
        }
        return 1.5;
    }

    @Inference(model = "throws-static")
    static int failIn(int divisor) {
        return 1 / divisor;
    }

    @Inference(model = "null-pointer")
    int length(String text) {
        return text.length();
    }

    @Inference(model = "null-thrown")
    int throwNull() {
        RuntimeException none = null;
        throw none;
    }

    @Inference(model = "wrapped")
    String wrapped() throws IOException {
        try {
            return wrappedInner();
        } catch (RuntimeException e) {
            throw new IOException("wrapped", e);
        }
    }

    @Inference(model = "wrapped-inner")
    private String wrappedInner() {
        throw new UnsupportedOperationException("inner");
    }

    @Inference(model = "sneaky")
    int sneaky() {
        throw Failures.<RuntimeException>disguise(new IOException("undeclared"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T disguise(Throwable failure) throws T {
        throw (T) failure;
    }
}
