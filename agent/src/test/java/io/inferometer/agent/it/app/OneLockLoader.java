package io.inferometer.agent.it.app;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * A system class loader as they were before Java 7: while one thread loads a class, no other can. With the system property {@code pause} it takes
 * so many milliseconds to find an application's main class.
 */
public final class OneLockLoader extends URLClassLoader {

    /** Called by the JVM. */
    public OneLockLoader(ClassLoader parent) throws MalformedURLException {
        super(urls(), parent.getParent());
    }

    private static URL[] urls() throws MalformedURLException {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = new File(entries[i]).toURI().toURL();
        }
        return urls;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(LoadsLater.class.getName())) {
            try {
                Thread.sleep(Long.getLong("pause", 0));
            } catch (InterruptedException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return super.findClass(name);
    }

    /** Called by the JVM for an agent's jar. */
    @SuppressWarnings("unused")
    private void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
        addURL(new File(path).toURI().toURL());
    }
}
