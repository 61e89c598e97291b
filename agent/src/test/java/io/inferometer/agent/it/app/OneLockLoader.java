package io.inferometer.agent.it.app;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A system class loader as they were before Java 7: while one thread loads a class, no other can. With the system property {@code slow} it holds its
 * lock for a second when the main class is asked for, and has loaded all of the agent's jar by then.
 */
public final class OneLockLoader extends URLClassLoader {

    private String agent;

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
        if (name.equals(LoadsLater.class.getName()) && Boolean.getBoolean("slow")) {
            try (JarFile jar = new JarFile(agent)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().endsWith(".class")) {
                        loadClass(entry.getName().replace(".class", "").replace('/', '.'));
                    }
                }
                Thread.sleep(1_000);
            } catch (IOException | InterruptedException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return super.findClass(name);
    }

    /** Called by the JVM for an agent's jar. */
    @SuppressWarnings("unused")
    private void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
        agent = path;
        addURL(new File(path).toURI().toURL());
    }
}
