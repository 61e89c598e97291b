package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class RequestsFaultsTest {

    private static final int BITS = 17;

    /** Clients may choose ids. "Aa" and "BB" have the same hash code, and so has whatever is made of them. */
    private static List<QueuedRequest> ofOneHashCode() {
        List<QueuedRequest> requests = new ArrayList<>();
        for (int i = 0; i < 1 << BITS; i++) {
            StringBuilder id = new StringBuilder();
            for (int bit = 0; bit < BITS; bit++) {
                id.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            requests.add(new QueuedRequest(id.toString(), i));
        }
        return requests;
    }

    /** Each id looked for among all before takes minutes. */
    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void idsOfOneHashCodeAreFoundAsFastAsOthers() {
        Requests known = new Requests();
        List<QueuedRequest> requests = ofOneHashCode();
        for (QueuedRequest request : requests) {
            assertThat(known.find(request.id)).isNull();
            known.add(request);
        }
        for (QueuedRequest request : requests) {
            assertThat(known.find(request.id)).isSameAs(request);
            known.remove(request);
            assertThat(known.find(request.id)).isNull();
        }
        assertThat(known.size()).isZero();
    }
}
