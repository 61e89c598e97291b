package io.inferometer.agent.e2e.app;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** What an application did with its models: calls by outcome, batches, loads. Thread-safe. */
public final class ModelBooks {

    /** What happened to one model. */
    private static final class Book {
        private long succeeded;
        private long clientErrors;
        private long serverErrors;
        private long batches;
        private long items;
        private long loads;
        private long failedLoads;
        private long open;
    }

    private final Map<String, Book> books = new TreeMap<>();

    /**
     * Makes a call that succeeds.
     *
     * @param model the library and the model's name
     * @param items the size of the call's batch, or 0 for a call without one
     */
    public void call(String model, long items, Callable<?> call) throws Exception {
        if (call.call() == null) {
            throw new IllegalStateException(model + " gave no result");
        }
        succeeded(model, items);
    }

    /** Books a call that succeeded, made of one library by another one. */
    public synchronized void succeeded(String model, long items) {
        book(model).succeeded++;
        batch(model, items);
    }

    /** Makes a call that fails, whose outcome is a client error if the exception is an {@link IllegalArgumentException}. */
    public void refused(String model, long items, Callable<?> call) {
        try {
            call.call();
        } catch (Exception refused) {
            failed(model, items, refused instanceof IllegalArgumentException);
            return;
        }
        throw new IllegalStateException(model + " was to refuse the call");
    }

    /** Makes a call that may be refused, which the last argument is told of. */
    public void either(String model, long items, Callable<?> call, Runnable onRefusal) {
        try {
            call.call();
        } catch (Exception refused) {
            failed(model, items, refused instanceof IllegalArgumentException);
            onRefusal.run();
            return;
        }
        succeeded(model, items);
    }

    private synchronized void failed(String model, long items, boolean isClients) {
        if (isClients) {
            book(model).clientErrors++;
        } else {
            book(model).serverErrors++;
        }
        batch(model, items);
    }

    private void batch(String model, long items) {
        if (items > 0) {
            book(model).batches++;
            book(model).items += items;
        }
    }

    /** Books that an instance was loaded. */
    public synchronized void loaded(String model) {
        book(model).loads++;
        book(model).open++;
    }

    /** Makes an attempt to load that fails. */
    public synchronized void notLoaded(String model, Callable<?> load) {
        try {
            load.call();
        } catch (Exception refused) {
            book(model).failedLoads++;
            return;
        }
        throw new IllegalStateException(model + " was not to be loaded");
    }

    /** Books that a loaded instance was closed. */
    public synchronized void closed(String model) {
        book(model).open--;
    }

    private Book book(String model) {
        return books.computeIfAbsent(model, name -> new Book());
    }

    /** Prints a line for each model, and that there are no more. */
    public synchronized void print() {
        books.forEach((model, book) -> System.out.println("booked " + model + " = "
                + line(
                        book.succeeded,
                        book.clientErrors,
                        book.serverErrors,
                        book.batches,
                        book.items,
                        book.loads,
                        book.failedLoads,
                        book.open)));
        System.out.println("all booked");
    }

    /** What is printed of one model. */
    public static String line(
            long succeeded,
            long clientErrors,
            long serverErrors,
            long batches,
            long items,
            long loads,
            long failedLoads,
            long open) {
        return "success " + succeeded + " client_error " + clientErrors + " server_error " + serverErrors + " batches "
                + batches + " items " + items + " loads " + loads + " failed " + failedLoads + " open " + open;
    }
}
