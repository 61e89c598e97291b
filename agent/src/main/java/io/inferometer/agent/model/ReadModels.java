package io.inferometer.agent.model;

import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.reader.Values;
import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.ModelFinder;
import io.inferometer.agent.record.SiteErrors;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the model of a call by what is read of its receiver or its arguments. Remembers up to {@value #LIMIT} names of {@value #LONGEST} characters, and asks the
 * registry about any other, which takes a lock. Thread-safe.
 */
public final class ReadModels implements ModelFinder {

    private static final int LIMIT = 10_000;

    /** A longer name, which may be of any length, is not remembered. */
    private static final int LONGEST = 256;

    private record Named(String name, String version) {}

    /**
     * How a text is read of a call.
     *
     * @param reader null where nothing is read
     * @param ofReceiver whether its root is the receiver
     * @param place its root's index where several arguments are read, else −1
     */
    public record TextReader(Reader reader, boolean ofReceiver, int place) {

        public static final TextReader NOTHING = new TextReader(null, false, -1);

        private Object read(Object self, Object argument) throws Throwable {
            if (reader == null) {
                return null;
            }
            Object root = ofReceiver ? self : place < 0 ? argument : ((Object[]) argument)[place];
            return reader.value(root);
        }
    }

    private final ModelRegistry registry;
    private final String library;
    private final TextReader name;
    private final TextReader version;
    private final String otherwise;
    private final SiteErrors errors;
    private final ConcurrentHashMap<String, Model> byName = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Named, Model> byVersion = new ConcurrentHashMap<>();

    /**
     * @param otherwise the name of models that do not tell theirs
     * @param errors takes what reading throws
     */
    public ReadModels(
            ModelRegistry registry,
            String library,
            TextReader name,
            TextReader version,
            String otherwise,
            SiteErrors errors) {
        this.registry = registry;
        this.library = library;
        this.name = name;
        this.version = version;
        this.otherwise = otherwise;
        this.errors = errors;
    }

    @Override
    public Model find(Object self, Object argument) {
        String found = null;
        String ofVersion = null;
        try {
            Object first = name.read(self, argument);
            found = Values.text(first);
            Object second = version.read(self, argument);
            ofVersion = Versions.text(second);
            if (found == null && first != null) {
                name.reader.noName(first);
            }
            if (ofVersion == null && second != null) {
                version.reader.noName(second);
            }
        } catch (Throwable untold) {
            SiteErrors.passOn(untold);
            // The application's own method failed: the call is measured all the same.
            errors.report(untold);
        }
        String shown = found == null ? otherwise : found;
        if (ofVersion == null) {
            Model known = byName.get(shown);
            return known == null ? remember(shown) : known;
        }
        Named named = new Named(shown, ofVersion);
        Model known = byVersion.get(named);
        return known == null ? remember(named) : known;
    }

    private Model remember(String shown) {
        ExecutionStack.ensureSufficient();
        Model model = registry.model(library, shown, "");
        if (byName.size() < LIMIT && shown.length() <= LONGEST) {
            byName.put(shown, model);
        }
        return model;
    }

    private Model remember(Named named) {
        ExecutionStack.ensureSufficient();
        Model model = registry.model(library, named.name, named.version);
        if (byVersion.size() < LIMIT && named.name.length() + named.version.length() <= LONGEST) {
            byVersion.put(named, model);
        }
        return model;
    }
}
