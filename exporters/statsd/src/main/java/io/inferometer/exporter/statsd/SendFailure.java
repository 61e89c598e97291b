package io.inferometer.exporter.statsd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;

/** Says in one line why {@code statsd.address} cannot be sent to and what to do about it. */
final class SendFailure {

    private SendFailure() {}

    static String describe(InetSocketAddress address, IOException failure) {
        String host = address.getHostString();
        String shown = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
        return StatsdProvider.ADDRESS + "=" + shown + ": " + problemAndRemedy(failure);
    }

    private static String problemAndRemedy(IOException failure) {
        if (failure instanceof PortUnreachableException) {
            return "nothing listens there; start the receiver, or set another address";
        }
        if (failure instanceof UnknownHostException) {
            return "the host is not known here; set another address, or add its name to DNS";
        }
        return "cannot be sent to (" + failure.getMessage() + "); check the address and the network";
    }
}
