package io.inferometer.agent.model;

import io.inferometer.agent.library.Engine;
import io.inferometer.agent.library.Naming;
import io.inferometer.agent.library.Reading;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.reader.Values;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.ModelEngine;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Names models as the library's declaration says. Thread-safe. */
public final class DeclaredNames implements ModelSource {

    private final Naming naming;
    private final Expression loaded;
    private final Reader loadedReader;
    private final Reader embedded;
    private final Reader version;
    private final Reader instance;
    private final int place;
    private final Reader options;
    private final int placeOfOptions;
    private final Engine engine;
    private final Reader engineName;
    private final Reader engineVersion;
    private final Reader engineDevice;

    /**
     * @param reading what is read where a model is loaded
     * @param places where an argument is among several; −1 where it is alone
     * @param problems told of what cannot be read
     */
    public DeclaredNames(
            Naming naming,
            Engine engine,
            Reading reading,
            ToIntFunction<Expression> places,
            Consumer<String> problems) {
        this.naming = naming;
        this.engine = engine;
        this.engineName = reader(engine.name());
        this.engineVersion = reader(engine.version());
        this.engineDevice = reader(engine.deviceOf());
        this.loaded = reading.model();
        this.loadedReader = loaded == null ? null : new Reader(loaded, problems);
        // Not there, or closed: it is asked for where nothing else tells.
        this.embedded = reader(naming.embedded());
        this.version = reader(naming.version());
        this.instance = reader(reading.knownBy());
        this.place = loaded == null ? -1 : places.applyAsInt(loaded);
        this.options = reader(reading.device());
        this.placeOfOptions = reading.device() == null ? -1 : places.applyAsInt(reading.device());
    }

    private static Reader reader(Expression expression) {
        return expression == null ? null : new Reader(expression, problem -> {});
    }

    /** Of an argument, which is an address, what {@link ModelFileName} makes of it; of the result the text as it is. */
    @Override
    public String nameOf(Object argument, Object result) {
        if (loaded == null) {
            return null;
        }
        boolean isOfResult = loaded.root() == Expression.Root.RESULT;
        String text = text(loadedReader, isOfResult ? result : at(place, argument));
        return text == null || isOfResult ? text : ModelFileName.of(text);
    }

    @Override
    public String pathOf(Object argument) {
        return loaded == null || loaded.root() == Expression.Root.RESULT
                ? null
                : text(loadedReader, at(place, argument));
    }

    private static Object at(int place, Object argument) {
        return place < 0 ? argument : ((Object[]) argument)[place];
    }

    @Override
    public Object optionsOf(Object argument) {
        if (options == null) {
            return null;
        }
        try {
            return options.value(at(placeOfOptions, argument));
        } catch (Throwable untold) {
            SiteErrors.passOn(untold);
            return null;
        }
    }

    @Override
    public String deviceUnlessSet() {
        return engine.unlessSet();
    }

    @Override
    public ModelEngine engineOf(Object instance) {
        if (engine.name() == null) {
            return null;
        }
        String name = text(engineName, instance);
        String version = text(engineVersion, instance);
        String device = text(engineDevice, instance);
        return name == null
                ? null
                : new ModelEngine(name, version == null ? "" : version, device == null ? "" : Engines.device(device));
    }

    @Override
    public Object instanceOf(Object held) {
        if (instance == null) {
            return held;
        }
        try {
            return instance.value(held);
        } catch (Throwable unknownOrClosed) {
            SiteErrors.passOn(unknownOrClosed);
            return null;
        }
    }

    @Override
    public String versionOf(Object held) {
        String text = Versions.text(value(version, held));
        return text == null ? "" : text;
    }

    @Override
    public boolean isPlumbing(String className) {
        return naming.isPlumbing(className);
    }

    @Override
    public String embeddedName(Object instance) {
        return embedded == null ? null : text(embedded, instance);
    }

    private static String text(Reader reader, Object root) {
        return Values.text(value(reader, root));
    }

    private static Object value(Reader reader, Object root) {
        if (reader == null) {
            return null;
        }
        try {
            return reader.value(root);
        } catch (Throwable unknownOrClosed) {
            SiteErrors.passOn(unknownOrClosed);
            return null;
        }
    }
}
