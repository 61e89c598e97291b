package io.inferometer.agent.premain;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** URLs of files in an archive of the open jar, readable wherever they are carried, without a handler known to the JVM. */
final class AgentJarUrl extends URLStreamHandler {

    private final Archive archive;
    private final String name;

    private AgentJarUrl(Archive archive, String name) {
        this.archive = archive;
        this.name = name;
    }

    @SuppressWarnings("deprecation") // JDK 20 deprecates the constructor; URL.of, its successor, is from 20 too.
    static URL of(Archive archive, String name) {
        String path = "/".concat(archive.name()).concat("/").concat(name);
        try {
            return new URL("inferometer", "", -1, path, new AgentJarUrl(archive, name));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {}

            @Override
            public InputStream getInputStream() throws IOException {
                InputStream in = archive.open(name);
                if (in == null) {
                    throw new FileNotFoundException(name);
                }
                return in;
            }
        };
    }
}
