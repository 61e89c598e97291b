package io.inferometer.exporter.awsclient.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A connected socket whose reads wait until a deadline at most. It lies below TLS, where one read makes as many of a socket
 * as it takes to complete a record, each of which would wait anew. Passes on what TLS asks of a socket and nothing else.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The base takes its own locks.
final class DeadlineSocket extends Socket {

    /** The time until the deadline. */
    interface TimeLeft {

        /** Returns 1 at least. */
        int millis() throws SocketTimeoutException;
    }

    private final Socket base;
    private final TimeLeft left;

    DeadlineSocket(Socket base, TimeLeft left) {
        // Any other socket asks the application's ProxySelector.
        super(Proxy.NO_PROXY);
        this.base = base;
        this.left = left;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new TimedInput(base.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return base.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        base.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        base.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        base.shutdownOutput();
    }

    @Override
    public boolean isConnected() {
        return base.isConnected();
    }

    @Override
    public boolean isBound() {
        return base.isBound();
    }

    @Override
    public boolean isClosed() {
        return base.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return base.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return base.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return base.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return base.getLocalAddress();
    }

    @Override
    public int getPort() {
        return base.getPort();
    }

    @Override
    public int getLocalPort() {
        return base.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return base.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return base.getLocalSocketAddress();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        base.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return base.getSoTimeout();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        base.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return base.getSoLinger();
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private final class TimedInput extends FilterInputStream {

        TimedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            base.setSoTimeout(left.millis());
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            base.setSoTimeout(left.millis());
            return super.read(bytes, offset, length);
        }
    }
}
