package io.inferometer.agent.e2e;

import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.fault.Fault;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** One address at which a receiver, each time with new books, is there or not. Used by one thread. */
final class FlakyReceiver implements AutoCloseable {

    /** Below what operating systems give to clients: nobody else takes it while no receiver is there. */
    private static final int LEAST_PORT = 10_000;

    private static final int PORTS = 20_000;
    private static final int ATTEMPTS = 100;

    private Receiver receiver;
    private final URI address;

    FlakyReceiver() throws IOException {
        Random random = new Random();
        receiver = start(() -> LEAST_PORT + random.nextInt(PORTS));
        address = receiver.address();
    }

    private static Receiver start(IntSupplier port, Fault... faults) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Receiver.start(
                        ReceiverOptions.defaults().withPort(port.getAsInt()).withFaults(List.of(faults)));
            } catch (BindException taken) {
                // By somebody else, or still by the receiver before: its thread lets go of the port once it runs.
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** Where it is, or is not. */
    URI address() {
        return address;
    }

    /** Replaces the receiver by one that knows nothing yet. */
    Receiver restart(Fault... faults) throws IOException {
        receiver.close();
        receiver = start(address::getPort, faults);
        return receiver;
    }

    /** From now on, connections are refused. What its receiver got can still be read. */
    @Override
    public void close() {
        receiver.close();
    }
}
