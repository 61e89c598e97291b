package io.inferometer.sample.async.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeTest {

    private static Books books(long accepted, long begun, long ended, String error) throws Exception {
        Books books = new Books();
        books.moment("a", Moment.ACCEPTED, accepted);
        books.accepted("a", Fate.SUCCESS, 10, 20);
        books.moment("a", Moment.BEGUN, begun);
        books.calledBack("a", JsonMapper.builder().build().createObjectNode().put("error", error), 40);
        assertThat(books.ended(Fate.SUCCESS)).isZero();
        books.moment("a", Moment.ENDED, ended);
        assertThat(books.ended(Fate.SUCCESS)).isEqualTo(1);
        return books;
    }

    @Test
    void takesMomentsThatTheLoadBearsOut() throws Exception {
        Books books = books(15, 30, 50, "");
        assertThat(books.unseen() + books.strange()).isZero();
        assertThat(books.seconds(Books.Step.QUEUE)).isEqualTo(15e-9);
        assertThat(books.seconds(Books.Step.TOTAL)).isEqualTo(35e-9);
    }

    @ParameterizedTest
    @CsvSource({"9,30,50", "21,30,50", "15,9,50", "15,41,50", "15,30,39"})
    void countsMomentsThatTheLoadSawOtherwise(long accepted, long begun, long ended) throws Exception {
        assertThat(books(accepted, begun, ended, "").unseen()).isEqualTo(1);
    }

    @Test
    void countsRequestsThatEndOtherwiseThanMeantOrWereNeverAccepted() throws Exception {
        Books books = books(15, 30, 50, "out of memory");
        assertThat(books.strange()).isEqualTo(1);
        books.moment("b", Moment.ENDED, 50);
        assertThat(books.strange()).isEqualTo(2);
    }
}
