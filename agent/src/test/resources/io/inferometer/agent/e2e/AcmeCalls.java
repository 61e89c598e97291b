package application;

import com.acme.Buffer;
import com.acme.Query;
import com.acme.Ranker;
import com.acme.Scorer;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

/** Calls the library that the documentation declares. */
public class AcmeCalls {

    @Retention(RetentionPolicy.RUNTIME)
    @interface Timed {
        String value();
    }

    private static final class Nearest extends Ranker {
        @Override
        public String getName() {
            return "nearest";
        }

        @Override
        public Answer rank(Query query) {
            return new Answer(7);
        }
    }

    @Timed("fraud")
    private static int timed(int value) {
        return value;
    }

    public static void main(String[] arguments) throws Exception {
        ModelBooks books = new ModelBooks();
        Scorer scorer = Scorer.open("/models/churn.bin");
        books.loaded("acme/churn");
        Ranker ranker = new Nearest();
        for (int i = 0; i < 10; i++) {
            books.call("acme/churn", 3, () -> scorer.score(List.of("a", "b", "c")));
            books.call("acme/nearest", 0, () -> ranker.rank(new Query()));
            int value = i;
            books.call("annotation/fraud", 0, () -> timed(value));
        }
        scorer.close();
        books.closed("acme/churn");
        new Buffer();
        Buffer closed = new Buffer(5);
        closed.close();
        closed.close();
        books.print();
        System.in.read();
    }
}
