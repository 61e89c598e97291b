package io.inferometer.agent.weave;

import io.inferometer.agent.record.Switch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What turns measuring off and on: the agent's switch, one for each library, and what keeps a library off. Thread-safe. */
public final class LibrarySwitches {

    private final Map<String, Switch> switches = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Map<String, String> unsupported = new TreeMap<>();
    private boolean agentEnabled = true;

    /** The switch of a library, which all its sites share. */
    synchronized Switch of(String library) {
        Switch known = switches.get(library);
        if (known == null) {
            known = new Switch();
            known.set(isOn(library));
            switches.put(library, known);
        }
        return known;
    }

    private boolean isOn(String library) {
        return agentEnabled && !disabled.contains(library) && !unsupported.containsKey(library);
    }

    private void apply() {
        for (Map.Entry<String, Switch> each : switches.entrySet()) {
            each.getValue().set(isOn(each.getKey()));
        }
    }

    public synchronized void setEnabled(boolean enabled) {
        agentEnabled = enabled;
        apply();
    }

    public synchronized boolean isEnabled() {
        return agentEnabled;
    }

    public synchronized void setLibraryEnabled(String library, boolean enabled) {
        if (enabled ? disabled.remove(library) : disabled.add(library)) {
            apply();
        }
    }

    public synchronized boolean isLibraryEnabled(String library) {
        return !disabled.contains(library);
    }

    /**
     * Keeps a library off until the JVM's next start: the release at hand is not one that its declaration fits.
     *
     * @return whether that was not known
     */
    synchronized boolean setUnsupported(String library, String why) {
        boolean isNew = unsupported.putIfAbsent(library, why) == null;
        apply();
        return isNew;
    }

    /** Why a library's release cannot be measured; empty when it can. */
    public synchronized String unsupported(String library) {
        return unsupported.getOrDefault(library, "");
    }

    /** Whether each library is measured, of those given, those turned off, and those whose release does not fit. */
    synchronized Map<String, Boolean> states(Set<String> known) {
        Map<String, Boolean> states = new TreeMap<>();
        for (String library : known) {
            states.put(library, true);
        }
        for (String library : disabled) {
            states.put(library, false);
        }
        for (String library : unsupported.keySet()) {
            states.put(library, false);
        }
        return states;
    }
}
