package io.inferometer.agent.it.app.shapes;

import java.util.function.IntUnaryOperator;

/** Calls everything, prints everything, then waits for the end of standard input. Arguments: further classes to call. */
public final class Transcript {

    private Transcript() {}

    public static void main(String[] arguments) throws Exception {
        Books books = new Books();
        Values.all(books);
        Flow.all(books);
        Failures.all(books);
        Stages.all(books);
        Stages.count(books);
        Types.all(books);
        Mirror.all(books);
        for (String name : arguments) {
            IntUnaryOperator generated = (IntUnaryOperator)
                    Class.forName(name).getDeclaredConstructor().newInstance();
            books.call(name, () -> generated.applyAsInt(1));
            books.call(name, () -> generated.applyAsInt(-1));
        }
        books.close();
        System.out.println("transcript complete");
        System.in.read();
    }
}
