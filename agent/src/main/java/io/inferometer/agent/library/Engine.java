package io.inferometer.agent.library;

import io.inferometer.agent.reader.Expression;

/**
 * What runs the models of a library, and where, as far as it can be told.
 *
 * @param device the device of all of them; empty where a model tells, or nothing does
 * @param name reads the engine's name from a loaded model; null if the library is the engine
 * @param version reads the engine's version from a loaded model; null to take that of the library's jar
 * @param deviceOf what it tells of its device; null where it does not
 * @param unlessSet the device of a model that is loaded without another one being set; empty where that is not known
 */
public record Engine(String device, Expression name, Expression version, Expression deviceOf, String unlessSet) {

    static final Engine UNKNOWN = new Engine("", null, null, null, "");

    /** Of libraries that have no other device. */
    static final Engine CPU = new Engine("cpu", null, null, null, "");

    /** Of libraries that use another one where they are told to. */
    static final Engine CPU_UNLESS_SET = new Engine("", null, null, null, "cpu");

    /** Each is read of the result of a load. */
    static Engine told(String name, String version, String device) {
        return new Engine("", Expression.parse(name), Expression.parse(version), Expression.parse(device), "");
    }
}
