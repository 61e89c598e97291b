package io.inferometer.agent.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The libraries of this JVM that are to be measured. A declaration's class is loaded when it is first asked for. Thread-safe. */
public final class Libraries {

    private final List<LibraryIndex.Entry> builtIn;
    private final List<Library> others;
    private final Map<String, Library> known = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * @param builtIn the built-in ones that are wanted
     * @param others what else names methods
     */
    public Libraries(List<LibraryIndex.Entry> builtIn, List<Library> others) {
        this.builtIn = List.copyOf(builtIn);
        this.others = List.copyOf(others);
        for (LibraryIndex.Entry entry : builtIn) {
            names.add(entry.name());
        }
        for (Library other : others) {
            known.put(other.name(), other);
            names.add(other.name());
        }
    }

    /** Every name, built-in libraries first. */
    public List<String> names() {
        return names;
    }

    /** The built-in ones, as far as the index knows them. */
    public List<LibraryIndex.Entry> builtIn() {
        return builtIn;
    }

    public List<Library> others() {
        return others;
    }

    /**
     * The library of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public synchronized Library get(String name) {
        Library library = known.get(name);
        if (library == null) {
            library = load(name);
            known.put(name, library);
        }
        return library;
    }

    private Library load(String name) {
        for (LibraryIndex.Entry entry : builtIn) {
            if (entry.name().equals(name)) {
                try {
                    String declaration = Libraries.class.getPackageName() + "." + entry.declaration();
                    return Class.forName(declaration)
                            .asSubclass(Declaration.class)
                            .getDeclaredConstructor()
                            .newInstance()
                            .library();
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the declaration of " + name + " cannot be loaded: " + e, e);
                }
            }
        }
        throw new IllegalArgumentException("no library is called " + name);
    }
}
