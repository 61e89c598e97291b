package io.inferometer.exporter.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is measured and what was turned off. A call is measured while the agent, its library and its model are enabled.
 * Immutable.
 *
 * @param agent whether the agent is enabled
 * @param libraries whether each library is enabled, of those with an instrumented method and those turned off, by name
 * @param disabledModels the models turned off
 * @param notMeasured what should be measured and cannot be, and why, a line each
 */
public record Switches(
        boolean agent, Map<String, Boolean> libraries, Set<ModelId> disabledModels, List<String> notMeasured) {

    /** Everything is on, and no library was found yet. */
    public static final Switches ALL_ON = new Switches(true, Map.of(), Set.of());

    public Switches {
        libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
        disabledModels = Collections.unmodifiableSet(new TreeSet<>(disabledModels));
        notMeasured = List.copyOf(notMeasured);
    }

    /** Where everything that should be measured is, or is turned off. */
    public Switches(boolean agent, Map<String, Boolean> libraries, Set<ModelId> disabledModels) {
        this(agent, libraries, disabledModels, List.of());
    }

    /** Returns whether the model itself is enabled, whatever its library and the agent are. */
    public boolean isEnabled(ModelId model) {
        return !disabledModels.contains(model);
    }
}
