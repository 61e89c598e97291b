package io.inferometer.agent.weave;

import io.inferometer.agent.premain.LoaderMap;
import java.io.IOException;
import java.io.InputStream;

/**
 * Class files as loaders find them. Runs code of loaders, which may be the application's, on its threads and inside class loading: for
 * a class whose supertypes the JVM asks the same loader for next. A loader that fails, or makes others wait, is soon left alone.
 * Thread-safe.
 */
final class TypeFiles {

    /** None that a compiler makes is so large. */
    private static final int MAX_BYTES = 16 << 20;

    private static final int MAX_FAULTS = 3;

    /** A fault. The JVM reads the same file next, so what is slow is mostly slow for it, too. */
    private static final long SLOW_NANOS = 1_000_000_000L;

    private static final long FAR_TOO_SLOW_NANOS = 10_000_000_000L;

    private final NotMeasured notMeasured;
    private final LoaderMap<Integer> faults = new LoaderMap<>();

    /** @param notMeasured told of files that cannot be read */
    TypeFiles(NotMeasured notMeasured) {
        this.notMeasured = notMeasured;
    }

    /**
     * Reads a class file.
     *
     * @param name with slashes
     * @return null where the loader has none, or does not give it
     * @throws VirtualMachineError where there is no memory or no stack to read it
     */
    byte[] read(ClassLoader loader, String name) {
        if (faultsOf(loader) >= MAX_FAULTS) {
            return null;
        }
        long begin = System.nanoTime();
        byte[] file = null;
        String problem = "";
        try (InputStream in = loader.getResourceAsStream(name.concat(".class"))) {
            file = in == null ? null : in.readNBytes(MAX_BYTES);
            if (file != null && !isClassFile(file)) {
                file = null;
                problem = "is not one";
            }
        } catch (VirtualMachineError passing) {
            fault(loader, name, "cannot be read: ".concat(passing.getClass().getName()), 1);
            throw passing;
        } catch (IOException | RuntimeException | Error unreadable) {
            problem = "cannot be read: ".concat(unreadable.getClass().getName());
        }
        long nanos = System.nanoTime() - begin;
        if (!problem.isEmpty()) {
            fault(loader, name, problem, 1);
        } else if (nanos > SLOW_NANOS) {
            fault(
                    loader,
                    name,
                    "took " + nanos / 1_000_000 + " ms to read",
                    nanos > FAR_TOO_SLOW_NANOS ? MAX_FAULTS : 1);
        }
        return file;
    }

    /** Whether the loader has the file of a class: it was not made at run time. Where that is not known, it was not. */
    boolean has(ClassLoader loader, String name) {
        try {
            return faultsOf(loader) >= MAX_FAULTS || loader.getResource(name.concat(".class")) != null;
        } catch (VirtualMachineError passing) {
            throw passing;
        } catch (RuntimeException | Error unwilling) {
            return true;
        }
    }

    private static boolean isClassFile(byte[] file) {
        return file.length > 10
                && (file[0] & 0xFF) == 0xCA
                && (file[1] & 0xFF) == 0xFE
                && (file[2] & 0xFF) == 0xBA
                && (file[3] & 0xFF) == 0xBE;
    }

    private synchronized int faultsOf(ClassLoader loader) {
        Integer known = faults.get(loader);
        return known == null ? 0 : known;
    }

    private void fault(ClassLoader loader, String name, String problem, int count) {
        boolean isLast;
        synchronized (this) {
            int all = faultsOf(loader) + count;
            faults.put(loader, all);
            isLast = all >= MAX_FAULTS;
        }
        notMeasured.unseen(
                name.replace('/', '.'),
                "its class file " + problem + "; annotate the methods of its subtypes"
                        + (isLast ? " (" + loader.getClass().getName() + " is not asked for another)" : ""));
    }
}
