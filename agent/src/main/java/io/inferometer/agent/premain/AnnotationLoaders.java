package io.inferometer.agent.premain;

import java.security.PrivilegedAction;
import java.util.Collections;

/**
 * Which class loaders see an annotation that opts methods in. The classes of the others inherit no annotated method, so that an
 * application without annotations pays one look for a resource in each of its loaders. Thread-safe.
 */
public final class AnnotationLoaders {

    private final String[] files;
    private final LoaderMap<Boolean> known = new LoaderMap<>();

    /** @param descriptors of the annotations, as class files have them */
    public AnnotationLoaders(Iterable<String> descriptors) {
        StringBuilder names = new StringBuilder();
        for (String each : descriptors) {
            names.append(each, 1, each.length() - 1).append(".class\n");
        }
        files = names.toString().split("\n");
    }

    /** Whether the loader is known to see none: all that is asked for nearly every class. */
    synchronized boolean isBlind(ClassLoader loader) {
        return Boolean.FALSE.equals(known.get(loader));
    }

    /** Whether the loader sees one, or an annotated class is known of it or of one above it. Asks the loader once. */
    public boolean sees(ClassLoader loader) {
        Boolean answer = answer(loader);
        if (answer == null) {
            answer = finds(loader);
            remember(loader, answer);
        }
        return answer;
    }

    private synchronized Boolean answer(ClassLoader loader) {
        Boolean own = known.get(loader);
        for (ClassLoader each = loader; own == null && each != null; each = each.getParent()) {
            if (Boolean.TRUE.equals(known.get(each))) {
                own = Boolean.TRUE;
            }
        }
        return own;
    }

    private synchronized void remember(ClassLoader loader, Boolean answer) {
        if (known.get(loader) == null) {
            known.put(loader, answer);
        }
    }

    /** An annotated class of this loader was loaded: an annotation need not be on the class path of what it marks. */
    public synchronized void found(ClassLoader loader) {
        if (!Boolean.TRUE.equals(known.put(loader, Boolean.TRUE))) {
            // Those below see its classes, too.
            known.values().removeAll(Collections.singleton(Boolean.FALSE));
        }
    }

    /**
     * Whether the loader finds the file of an annotation. Runs code of the loader, which may be the application's.
     *
     * @throws VirtualMachineError where there is no memory or no stack to ask
     */
    public boolean finds(ClassLoader loader) {
        if (!OwnPermissions.areLimited()) {
            return hasFile(loader);
        }
        return OwnPermissions.run(new PrivilegedAction<Boolean>() {
            @Override
            public Boolean run() {
                return hasFile(loader);
            }
        });
    }

    private boolean hasFile(ClassLoader loader) {
        try {
            boolean has = false;
            for (int i = 0; i < files.length && !has; i++) {
                has = loader.getResource(files[i]) != null;
            }
            return has;
        } catch (VirtualMachineError passing) {
            throw passing;
        } catch (Throwable unwilling) {
            // A loader that fails here would fail for the file of a supertype, too.
            return false;
        }
    }
}
