package io.inferometer.agent.premain;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** URLs of entries of the open jar, readable wherever they are carried, without a handler known to the JVM. */
final class AgentJarUrl extends URLStreamHandler {

    private final AgentJar jar;
    private final String entry;

    private AgentJarUrl(AgentJar jar, String entry) {
        this.jar = jar;
        this.entry = entry;
    }

    @SuppressWarnings("deprecation") // JDK 20 deprecates the constructor; URL.of, its successor, is from 20 too.
    static URL of(AgentJar jar, String entry) {
        try {
            return new URL("inferometer", "", -1, "/" + entry, new AgentJarUrl(jar, entry));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {}

            @Override
            public InputStream getInputStream() throws IOException {
                InputStream in = jar.open(entry);
                if (in == null) {
                    throw new FileNotFoundException(entry);
                }
                return in;
            }
        };
    }
}
