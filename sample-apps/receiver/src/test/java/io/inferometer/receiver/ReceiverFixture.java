package io.inferometer.receiver;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A receiver of its own for each test. */
abstract class ReceiverFixture {

    Receiver receiver;
    SignedCaller caller;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
        caller = new SignedCaller(receiver);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }
}
