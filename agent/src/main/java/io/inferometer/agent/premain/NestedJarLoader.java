package io.inferometer.agent.premain;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Loads the classes of one tree of the agent's jar, in place: {@code a.b.C} from {@code <tree>a/b/C.classdata}, an entry that no
 * other class loader takes for a class. Above it stands another such loader, or nothing but the JDK's named modules.
 *
 * <pre>
 *  boot ── java.lang.InferenceDispatch          platform
 *    ▲            ▲ invokedynamic                  ▲
 *  application's loaders                        tree agent/      Byte Buddy's ASM, JCTools, OSHI, the agent
 *                                               ▲           ▲
 *                                 tree exporters/aws/    tree exporters/file/
 * </pre>
 *
 * <p>A class of the tree comes before one of the same name above it. What the platform loader would find on the application's
 * module path, or the boot loader in a jar appended to it, is not seen: two applications with different libraries see the same
 * agent.
 */
public final class NestedJarLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String CLASS = ".class";

    /** The classes at the jar's root, which belong to the loader that the JVM put the jar on. */
    private static final String ROOT = "io.inferometer.agent.premain.";

    private static final ClassLoader PLATFORM = getPlatformClassLoader();

    /** That of the jar, so that what a security policy grants the jar is granted to every class in it. */
    private static final ProtectionDomain DOMAIN = NestedJarLoader.class.getProtectionDomain();

    private final AgentJar jar;
    private final String tree;
    private final ClassLoader above;

    /**
     * @param name for stack traces
     * @param tree the tree's path in the jar, ending in a slash
     * @param above a loader of the same kind, or null for the JDK alone
     */
    public NestedJarLoader(String name, AgentJar jar, String tree, ClassLoader above) {
        super(name, above == null ? PLATFORM : above);
        this.jar = jar;
        this.tree = tree;
        this.above = above;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = name.startsWith("java.") ? PLATFORM.loadClass(name) : find(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        byte[] file = file(name);
        if (file != null) {
            return defineClass(name, file, 0, file.length, DOMAIN);
        }
        if (above != null) {
            return above.loadClass(name);
        }
        if (name.startsWith(ROOT)) {
            return NestedJarLoader.class.getClassLoader().loadClass(name);
        }
        Class<?> found = PLATFORM.loadClass(name);
        ClassLoader definer = found.getClassLoader();
        if (found.getModule().isNamed() && (definer == null || definer == PLATFORM)) {
            return found;
        }
        throw new ClassNotFoundException(name + " is not of the JDK");
    }

    private byte[] file(String name) throws ClassNotFoundException {
        try {
            return jar.read(tree + name.replace('.', '/') + ".classdata");
        } catch (IOException e) {
            throw new ClassNotFoundException(e.getMessage(), e);
        }
    }

    private String entry(String resource) {
        return tree
                + (resource.endsWith(CLASS)
                        ? resource.substring(0, resource.length() - CLASS.length()) + ".classdata"
                        : resource);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            InputStream own = jar.open(entry(name));
            return own != null || above == null ? own : above.getResourceAsStream(name);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public URL getResource(String name) {
        String entry = entry(name);
        if (jar.has(entry)) {
            return AgentJarUrl.of(jar, entry);
        }
        return above == null ? null : above.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        URL own = getResource(name);
        return own == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singletonList(own));
    }
}
