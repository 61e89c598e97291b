package io.inferometer.receiver;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One receiver for all the rules of a class, which are many; each begins with an empty one. */
abstract class RulesFixture {

    static Receiver receiver;
    static SignedCaller caller;

    @BeforeAll
    static void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
        caller = new SignedCaller(receiver);
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @BeforeEach
    void reset() {
        receiver.reset();
    }
}
