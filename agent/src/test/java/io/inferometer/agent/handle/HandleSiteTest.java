package io.inferometer.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.SiteErrors;
import org.junit.jupiter.api.Test;

/** An object is closed by what leaves it closed. */
class HandleSiteTest {

    /** Closed when the last of its uses is over. */
    @SuppressWarnings("unused")
    private static final class Handle {
        private int uses;
        private boolean closed;

        Handle(int uses) {
            this.uses = uses;
        }

        void close(RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
            closed = --uses <= 0;
        }
    }

    private final HandleCount count = new HandleCount();
    private final SiteErrors errors = new SiteErrors();
    private final HandleSite opening = new HandleSite(count, null, true, errors);
    private final HandleSite closing =
            new HandleSite(count, new Reader(Expression.parse("this.closed"), problem -> {}), false, errors);

    private Handle open(int uses) {
        Handle handle = new Handle(uses);
        opening.handle(handle);
        return handle;
    }

    private void close(Handle handle, RuntimeException failure) {
        Object call = closing.enter(handle);
        Throwable thrown = null;
        try {
            handle.close(failure);
        } catch (RuntimeException expected) {
            thrown = expected;
        }
        closing.exit(call, handle, null, null, thrown);
    }

    @Test
    void closingTwiceCountsOnce() {
        Handle handle = open(1);
        open(1);
        close(handle, null);
        close(handle, null);
        assertThat(count.openNow()).isEqualTo(1);
    }

    @Test
    void whatFailsToCloseIsOpenStill() {
        Handle handle = open(1);
        open(1);
        close(handle, new IllegalStateException("busy"));
        close(handle, new IllegalStateException("busy"));
        assertThat(count.openNow()).isEqualTo(2);
        close(handle, null);
        assertThat(count.openNow()).isEqualTo(1);
    }

    @Test
    void theLastOfSeveralUsesClosesIt() {
        Handle handle = open(3);
        open(1);
        for (int i = 0; i < 5; i++) {
            close(handle, null);
        }
        assertThat(count.openNow()).isEqualTo(1);
        assertThat(errors.count()).isZero();
    }
}
