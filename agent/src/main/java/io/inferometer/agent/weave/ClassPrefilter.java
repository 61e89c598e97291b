package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides for each class that is loaded whether it is looked at any further. Nearly none is: this is what the agent costs an
 * application that it has nothing to measure in. Thread-safe.
 */
public final class ClassPrefilter implements ClassFileTransformer {

    static final byte[] ANNOTATION = "Lio/inferometer/annotation/Inference;".getBytes(StandardCharsets.ISO_8859_1);

    /** A target and the library that declares it. */
    record Wanted(Library library, Target target) {}

    private final Map<String, List<Wanted>> byClass;
    private final boolean annotations;
    private final ClassLoader own;
    private final Sites sites;
    private volatile Weaver weaver;

    /**
     * @param libraries whose targets are wanted
     * @param annotations whether annotated methods are
     */
    public ClassPrefilter(List<Library> libraries, boolean annotations, Sites sites) {
        this.annotations = annotations;
        this.sites = sites;
        this.own = ClassPrefilter.class.getClassLoader();
        this.byClass = new HashMap<>();
        for (Library library : libraries) {
            for (Target target : library.targets()) {
                String internal = target.className().replace('.', '/');
                List<Wanted> wanted = byClass.get(internal);
                if (wanted == null) {
                    wanted = new ArrayList<>();
                    byClass.put(internal, wanted);
                }
                wanted.add(new Wanted(library, target));
            }
        }
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        // The boot loader has none of the classes we look for; hidden and generated classes may have no name.
        if (loader == null || name == null) {
            return null;
        }
        List<Wanted> wanted = byClass.get(name);
        if (wanted == null && !(annotations && ConstantPool.contains(file, ANNOTATION))) {
            return null;
        }
        if (loader == own || loader.getParent() == own) {
            return null;
        }
        try {
            return weaver().weave(loader, name, file, wanted == null ? List.of() : wanted, annotations);
        } catch (Throwable failure) {
            sites.failed(name.replace('/', '.'), failure);
            return null;
        }
    }

    /** Whether a loaded class of this name is declared by name. Annotated classes cannot be told by name. */
    public boolean isDeclared(String className) {
        return byClass.containsKey(className.replace('.', '/'));
    }

    /** Whether this class file would be woven. */
    public boolean isCandidate(String className, byte[] file) {
        return isDeclared(className) || (annotations && ConstantPool.contains(file, ANNOTATION));
    }

    private Weaver weaver() {
        Weaver made = weaver;
        if (made == null) {
            made = new Weaver(sites, BootClass.INTERNAL_NAME);
            weaver = made;
        }
        BootClass.require();
        return made;
    }
}
