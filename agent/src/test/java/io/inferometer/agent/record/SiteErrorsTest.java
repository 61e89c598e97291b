package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SiteErrorsTest {

    @Test
    void whatEndsTheApplicationsThreadIsPassedOnAndNothingElse() {
        Error stopped = new ThreadDeath();
        Error passing = new OutOfMemoryError();
        assertThatThrownBy(() -> SiteErrors.passOn(passing)).isSameAs(passing);
        // A stack that has ended is not passed on where there is enough of it again.
        for (Throwable kept : new Throwable[] {
            new StackOverflowError(), new LinkageError(), new IllegalStateException(), new Exception()
        }) {
            assertThatCode(() -> SiteErrors.passOn(kept)).doesNotThrowAnyException();
        }
        Throwable thrown = null;
        try {
            SiteErrors.passOn(stopped);
        } catch (Throwable stop) {
            thrown = stop;
        }
        assertThat(thrown).isSameAs(Runtime.version().feature() < 20 ? stopped : null);
    }
}
