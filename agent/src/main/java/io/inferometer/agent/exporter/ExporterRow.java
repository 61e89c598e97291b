package io.inferometer.agent.exporter;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.MissingSettingException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of an exporter before its classes are loaded. Immutable.
 *
 * @param name its name in the option {@code exporters}; its own settings begin with it and a dot
 * @param family the module whose loader it shares, and mostly its settings, which begin with it and a dot; empty if it is part of the
 *     agent
 * @param purpose what it is for, without a full stop
 * @param spools whether its windows are kept on disk until they are delivered
 * @param ellipticCurves whether its backend speaks TLS with elliptic curves alone
 * @param sharesSettings whether it reads its family's settings too
 * @param looks the setting that says how often it wants a look at the machine, for the rows of each window; empty if it wants none
 * @param requirements the settings that it cannot do without
 */
public record ExporterRow(
        String name,
        String family,
        String purpose,
        boolean spools,
        boolean ellipticCurves,
        boolean sharesSettings,
        String looks,
        List<Requirement> requirements) {

    /**
     * A setting that an exporter cannot do without, or several of which one will do: a switch must be on, anything else must have a
     * value.
     *
     * @param keys the settings' keys
     * @param expected completes "set it to …"
     */
    public record Requirement(List<String> keys, String expected) {

        public Requirement {
            keys = List.copyOf(keys);
        }

        void check(ExporterContext context) {
            List<String> missing = new ArrayList<>();
            boolean isOff = false;
            for (String key : keys) {
                String value = context.text(key).orElse("");
                isOff = value.equals("false");
                if (!value.isBlank() && !isOff) {
                    return;
                }
                missing.add(isOff ? key + "=false" : key + " is missing");
            }
            boolean isOne = missing.size() == 1;
            throw new MissingSettingException(String.join(" and ", missing)
                    + (isOff ? (isOne ? " leaves" : " leave") + " nothing to send" : "")
                    + (isOne ? ": set it to " : ": set one of them to ")
                    + expected);
        }
    }

    public ExporterRow {
        requirements = List.copyOf(requirements);
    }

    /** Returns an exporter that is asked for what it knows. */
    static ExporterRow pulled(String name, String purpose) {
        return new ExporterRow(name, "", purpose, false, false, false, "", List.of());
    }

    /** Returns an exporter that is handed windows. They are kept on disk until they are delivered. */
    static ExporterRow pushed(String name, String family, String purpose) {
        return new ExporterRow(name, family, purpose, true, false, true, "", List.of());
    }

    /** Returns the same exporter as one whose windows are kept in memory alone. */
    ExporterRow unspooled() {
        return new ExporterRow(name, family, purpose, false, ellipticCurves, sharesSettings, looks, requirements);
    }

    /** Returns the same exporter as one that needs the JVM's elliptic curves. */
    ExporterRow withEllipticCurves() {
        return new ExporterRow(name, family, purpose, spools, true, sharesSettings, looks, requirements);
    }

    /** Returns the same exporter as one that has nothing of its family but the libraries. */
    ExporterRow withOwnSettings() {
        return new ExporterRow(name, family, purpose, spools, ellipticCurves, false, looks, requirements);
    }

    /** Returns the same exporter as one that wants looks at the machine, as often as a setting says. */
    ExporterRow looksEach(String key) {
        return new ExporterRow(name, family, purpose, spools, ellipticCurves, sharesSettings, key, requirements);
    }

    /** Returns the same exporter as one that cannot do without a setting. */
    ExporterRow requires(String key, String expected) {
        return requiresOneOf(expected, key);
    }

    /** Returns the same exporter as one that cannot do without one of several settings. */
    ExporterRow requiresOneOf(String expected, String... keys) {
        List<Requirement> more = new ArrayList<>(requirements);
        more.add(new Requirement(List.of(keys), expected));
        return new ExporterRow(name, family, purpose, spools, ellipticCurves, sharesSettings, looks, more);
    }

    /** Returns whether it wants looks at the machine, and to know how the JVM ends. */
    public boolean tellsOfRuns() {
        return !looks.isEmpty();
    }

    /** Returns whether it is handed windows, on a thread of its own. Others are part of the agent. */
    public boolean pushes() {
        return !family.isEmpty();
    }

    /** Returns whether a setting is its own or one that its family shares. */
    public boolean reads(String key) {
        return key.startsWith(name.concat(".")) || (sharesSettings && key.startsWith(family.concat(".")));
    }

    /**
     * Checks that what it requires is set.
     *
     * @throws MissingSettingException if a setting is missing
     */
    public void check(ExporterContext context) {
        requirements.forEach(requirement -> requirement.check(context));
    }
}
