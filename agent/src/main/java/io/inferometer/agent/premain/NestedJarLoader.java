package io.inferometer.agent.premain;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Loads the classes of archives in the agent's jar, in place. Above it stands another such loader, or nothing but the JDK's named
 * modules.
 *
 * <pre>
 *  boot ── java.lang.InferenceDispatch          platform
 *    ▲            ▲ invokedynamic                  ▲
 *  application's loaders                        agent/core, agent/oshi      Byte Buddy's ASM, JCTools, the agent; OSHI
 *                                               ▲           ▲
 *                                     exporters/aws       exporters/file
 * </pre>
 *
 * <p>A class of the archives comes before one of the same name above. What the platform loader would find on the application's
 * module path, or the boot loader in a jar appended to it, is not seen: two applications with different libraries see the same
 * agent.
 */
public final class NestedJarLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
        CandidateFilter.leaveOut(NestedJarLoader.class);
    }

    /** The archive of the agent's own classes. */
    public static final String CORE = "agent/core";

    private static final String OSHI = "agent/oshi";

    /** What the names of all files begin with that the build puts there. */
    private static final String OSHI_FILES = "oshi";

    /** What runs of the agent, and what a terminal runs, which no JVM with an agent needs. */
    private static final String OWN = "io/inferometer/";

    private static final String CLI = "io/inferometer/agent/cli/";

    /** The library that weaves, of which nothing is loaded before there is a class to weave. */
    private static final String WEAVING = "net/bytebuddy/";

    /** The classes at the jar's root, which belong to the loader that the JVM put the jar on. */
    private static final String ROOT = "io.inferometer.agent.premain.";

    private static final ClassLoader PLATFORM = getPlatformClassLoader();

    /** That of the jar, so that what a security policy grants the jar is granted to every class in it. */
    private static final ProtectionDomain DOMAIN = NestedJarLoader.class.getProtectionDomain();

    private static final int USUAL_SIZE = 32 << 10;

    /** For one class file after the other: a start reads some hundred. Null while it is in use. */
    private static final AtomicReference<byte[]> SPARE = new AtomicReference<>(new byte[USUAL_SIZE]);

    private final ClassLoader above;
    private final Archive[] archives;

    /**
     * @param name for stack traces
     * @param above a loader of the same kind, or null for the JDK alone
     * @param archives where to look, in this order; the index of one is read when those before it do not have what is looked for
     */
    public NestedJarLoader(String name, ClassLoader above, Archive... archives) {
        super(name, above == null ? PLATFORM : above);
        this.above = above;
        this.archives = archives;
    }

    /** A loader of the agent itself, of which its own files are read at once. */
    static ClassLoader ofAgent(AgentJar jar) throws IOException {
        Archive core = jar.archive(CORE);
        core.hold(OWN, CLI);
        core.hold(WEAVING, CLI);
        return new NestedJarLoader("inferometer", null, core, jar.archive(OSHI));
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
        if (name.startsWith(ROOT)) {
            // Unlike loadClass it asks the JVM before the loader, whose lock a thread that waits for this one may hold.
            return Class.forName(name, false, NestedJarLoader.class.getClassLoader());
        }
        IOException lost = null;
        try {
            String file = name.replace('.', '/').concat(".class");
            for (Archive archive : archives) {
                int found = mayHold(archive, file) ? archive.find(file) : -1;
                if (found >= 0) {
                    return define(name, archive, found);
                }
            }
        } catch (IOException unreadable) {
            // It may be the JDK's: what is lost is one archive.
            lost = unreadable;
        }
        try {
            return above == null ? ofJdk(name) : above.loadClass(name);
        } catch (ClassNotFoundException nowhere) {
            throw lost == null ? nowhere : new ClassNotFoundException(lost.getMessage(), lost);
        }
    }

    private Class<?> define(String name, Archive archive, int file) throws ClassNotFoundException {
        byte[] buffer = null;
        try {
            int size = archive.size(file);
            buffer = buffer(size);
            archive.read(file, buffer);
            Class<?> defined = defineClass(name, buffer, 0, size, DOMAIN);
            archive.loaded(file);
            return defined;
        } catch (IOException e) {
            throw new ClassNotFoundException(e.getMessage(), e);
        } finally {
            giveBack(buffer);
        }
    }

    /** A class that is defined while another one is has a buffer of its own; the JVM keeps none. */
    private static byte[] buffer(int size) {
        byte[] spare = SPARE.getAndSet(null);
        if (spare == null || spare.length >= size) {
            return spare == null ? new byte[size] : spare;
        }
        SPARE.set(spare);
        return new byte[size];
    }

    private static void giveBack(byte[] buffer) {
        if (buffer != null && buffer.length == USUAL_SIZE) {
            SPARE.set(buffer);
        }
    }

    private static Class<?> ofJdk(String name) throws ClassNotFoundException {
        Class<?> found = PLATFORM.loadClass(name);
        ClassLoader definer = found.getClassLoader();
        if (found.getModule().isNamed() && (definer == null || definer == PLATFORM)) {
            return found;
        }
        throw new ClassNotFoundException(name + " is not of the JDK");
    }

    /** The index of OSHI's is not read for what it cannot hold. */
    private static boolean mayHold(Archive archive, String file) {
        return !archive.name().equals(OSHI) || file.startsWith(OSHI_FILES);
    }

    /** The first archive with a file of this name, or null. */
    private Archive holding(String name) throws IOException {
        for (Archive archive : archives) {
            if (mayHold(archive, name) && archive.find(name) >= 0) {
                return archive;
            }
        }
        return null;
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            Archive archive = holding(name);
            if (archive != null) {
                return archive.open(name);
            }
        } catch (IOException e) {
            return null;
        }
        return above == null ? null : above.getResourceAsStream(name);
    }

    @Override
    public URL getResource(String name) {
        try {
            Archive archive = holding(name);
            if (archive != null) {
                return AgentJarUrl.of(archive, name);
            }
        } catch (IOException e) {
            return null;
        }
        return above == null ? null : above.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        URL own = getResource(name);
        return own == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singletonList(own));
    }
}
