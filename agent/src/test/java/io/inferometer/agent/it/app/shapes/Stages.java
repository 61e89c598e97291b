package io.inferometer.agent.it.app.shapes;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Results that come later. */
class Stages {

    static void all(Books books) {
        Stages stages = new Stages();
        same(books, "done", CompletableFuture.completedFuture("x"), stages::done);
        same(books, "failed", CompletableFuture.failedFuture(new IOException("x")), stages::failed);
        same(books, "failed-client", CompletableFuture.failedFuture(new NumberFormatException()), stages::failedClient);
        same(books, "null-stage", null, stages::nullStage);

        CompletableFuture<String> pending = new CompletableFuture<>();
        same(books, "pending", pending, stages::pending);
        CompletableFuture<String> dependent = pending.thenApply(text -> {
            throw new IllegalArgumentException(text);
        });
        same(books, "dependent", dependent, stages::dependent);
        books.say("complete " + pending.complete("result") + ", obtrude nothing, now " + pending.join());
        books.say("dependent " + dependent.isCompletedExceptionally());

        CompletableFuture<String> failing = new CompletableFuture<>();
        same(books, "failing", failing, stages::failing);
        failing.completeExceptionally(new CompletionException(new IOException("wrapped by the application")));

        CompletableFuture<String> cancelling = new CompletableFuture<>();
        same(books, "cancelling", cancelling, stages::cancelling);
        books.say("cancel " + cancelling.cancel(true) + " " + cancelling.isCancelled());

        CompletableFuture<String> twice = new CompletableFuture<>();
        same(books, "shared-stage", twice, stages::shared);
        same(books, "shared-stage", twice, stages::shared);
        twice.complete("");

        CompletableFuture<String> asObject = new CompletableFuture<>();
        same(books, "stage-as-object", asObject, stages::object);
        asObject.completeExceptionally(new Error("late"));

        CompletableFuture<String> asFuture = new CompletableFuture<>();
        same(books, "stage-as-future", asFuture, stages::future);
        asFuture.complete("late");
        same(books, "unfinished", new CompletableFuture<>(), stages::unfinished);

        books.call("throws-instead", stages::throwsInstead);
        odd(books, stages);
    }

    private static void odd(Books books, Stages stages) {
        CompletionStage<String> throwing = OddStage.of(action -> {
            throw new IllegalStateException("no observers, please");
        });
        same(books, "odd-throwing", throwing, stages::oddThrowing);
        CompletionStage<String> fatal = OddStage.of(action -> {
            throw new LinkageError("not even an exception");
        });
        same(books, "odd-fatal", fatal, stages::oddFatal);
        CompletionStage<String> callsAndThrows = OddStage.of(action -> {
            action.accept(null, new IllegalArgumentException("client"));
            throw new IllegalStateException("after the call");
        });
        same(books, "odd-calls-and-throws", callsAndThrows, stages::oddCallsAndThrows);
        CompletionStage<String> twice = OddStage.of(action -> {
            action.accept("one", null);
            action.accept(null, new IOException("two"));
        });
        same(books, "odd-twice", twice, stages::oddTwice);
        OddStage.Held held = new OddStage.Held();
        same(books, "odd-held", OddStage.of(held), stages::oddHeld);
        held.release(null, new IOException("released"));
    }

    /** A method that hands its argument back. */
    interface Handing {
        Object hand(CompletionStage<String> stage);
    }

    private static void same(Books books, String model, CompletionStage<String> stage, Handing method) {
        books.say(model + ": the same stage " + (method.hand(stage) == stage));
    }

    @Inference(model = "done")
    CompletionStage<String> done(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "failed")
    CompletionStage<String> failed(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "failed-client")
    CompletionStage<String> failedClient(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "null-stage")
    CompletionStage<String> nullStage(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "pending")
    CompletableFuture<String> pending(CompletionStage<String> stage) {
        return (CompletableFuture<String>) stage;
    }

    @Inference(model = "dependent")
    CompletableFuture<String> dependent(CompletionStage<String> stage) {
        return (CompletableFuture<String>) stage;
    }

    @Inference(model = "failing")
    CompletableFuture<String> failing(CompletionStage<String> stage) {
        return stage.toCompletableFuture();
    }

    @Inference(model = "cancelling")
    CompletableFuture<String> cancelling(CompletionStage<String> stage) {
        return stage.toCompletableFuture();
    }

    @Inference(model = "shared-stage")
    CompletionStage<String> shared(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "stage-as-object")
    Object object(CompletionStage<String> stage) {
        return stage;
    }

    /** Declared as what cannot be observed; the object can. */
    @Inference(model = "stage-as-future")
    Future<String> future(CompletionStage<String> stage) {
        return stage.toCompletableFuture();
    }

    @Inference(model = "unfinished")
    CompletionStage<String> unfinished(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "throws-instead")
    CompletionStage<String> throwsInstead() {
        throw new IllegalArgumentException("before there was a stage");
    }

    @Inference(model = "odd-throwing")
    CompletionStage<String> oddThrowing(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "odd-fatal")
    CompletionStage<String> oddFatal(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "odd-calls-and-throws")
    CompletionStage<String> oddCallsAndThrows(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "odd-twice")
    CompletionStage<String> oddTwice(CompletionStage<String> stage) {
        return stage;
    }

    @Inference(model = "odd-held")
    CompletionStage<String> oddHeld(CompletionStage<String> stage) {
        return stage;
    }

    /** What each of them is to be counted as. */
    static void count(Books books) {
        for (String model :
                "done null-stage pending shared-stage shared-stage stage-as-future odd-throwing odd-fatal odd-twice"
                        .split(" ")) {
            books.count(model, Books.SUCCESS);
        }
        for (String model : "failed-client dependent odd-calls-and-throws".split(" ")) {
            books.count(model, Books.CLIENT_ERROR);
        }
        for (String model : "failed failing stage-as-object odd-held".split(" ")) {
            books.count(model, Books.SERVER_ERROR);
        }
        books.count("cancelling", Books.CANCELLED);
    }

    /** Observers of an odd stage. */
    interface Observers {
        void add(BiConsumer<Object, Throwable> action);
    }
}
