package io.inferometer.agent.weave;

import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * Defines the classes of its choice a second time, woven as the agent would weave them, in this process. Verified as every
 * class of an application is.
 */
public final class WovenLoader extends ClassLoader {

    /** The library that all methods of a class belong to. */
    static final String EVERYTHING = "everything";

    private final Sites sites;
    private final Linker linker;
    private final Predicate<String> own;
    private final List<Library> libraries;
    private final boolean annotations;
    private final Map<String, byte[]> given = new ConcurrentHashMap<>();

    /**
     * @param own which classes are defined here, by name
     * @param libraries what is woven in them; null for every method of every class
     */
    public WovenLoader(
            ClassLoader parent, Sites sites, Predicate<String> own, List<Library> libraries, boolean annotations) {
        super(parent);
        this.sites = sites;
        this.linker = new Linker(sites);
        this.own = own;
        this.libraries = libraries;
        this.annotations = annotations;
    }

    /** A loader that weaves every method of {@code types} and the classes inside them. */
    static WovenLoader ofEveryMethod(Sites sites, Class<?>... types) {
        List<String> names = new ArrayList<>();
        for (Class<?> type : types) {
            names.add(type.getName());
        }
        return new WovenLoader(
                WovenLoader.class.getClassLoader(),
                sites,
                name -> names.stream().anyMatch(own -> name.equals(own) || name.startsWith(own + "$")),
                null,
                false);
    }

    /** A class that is nowhere else. */
    void give(String name, byte[] file) {
        given.put(name, file);
    }

    Linker linker() {
        return linker;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && (given.containsKey(name) || own.test(name))) {
                byte[] file = file(name);
                byte[] woven = weave(name, file);
                byte[] used = woven == null ? file : woven;
                loaded = defineClass(name, used, 0, used.length);
            }
            return loaded != null ? loaded : super.loadClass(name, resolve);
        }
    }

    byte[] weave(String name, byte[] file) {
        List<Library> wanted = libraries == null ? List.of(everyMethod(name, file)) : libraries;
        Heritage above = annotations ? sites.supertypes().above(this, file) : Heritage.NONE;
        return new Weaver(sites, TestDispatch.INTERNAL_NAME).weave(this, file, wanted, annotations, above);
    }

    /** The one library, of which {@link #weave} makes the targets for each class as it comes. */
    static Libraries everything() {
        Target any = Target.inference(Types.named("any"), "any")
                .endingWith(Completion.STAGE)
                .ofModel("model", "");
        return new Libraries(List.of(), List.of(Library.of(EVERYTHING, Collections.nCopies(10_000, any))));
    }

    private static Library everyMethod(String name, byte[] file) {
        MethodScan scan = new MethodScan();
        new ClassReader(file).accept(scan, 0);
        Set<String> names = new LinkedHashSet<>();
        for (FoundMethod method : scan.methods) {
            names.add(method.name);
        }
        List<Target> targets = new ArrayList<>();
        for (String method : names) {
            targets.add(Target.inference(Types.named(name), method)
                    .endingWith(Completion.STAGE)
                    .ofModel("model", ""));
        }
        return Library.of(EVERYTHING, targets);
    }

    private byte[] file(String name) throws ClassNotFoundException {
        byte[] file = given.get(name);
        if (file != null) {
            return file;
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
