package io.inferometer.agent.library;

import io.inferometer.agent.reader.Expression;

/**
 * What runs the models of a library, and where, as far as it can be told.
 *
 * @param device the device of all of them; empty where a model tells, or nothing does
 * @param name what a loaded model tells of its engine's name; null: the library is the engine
 * @param version what it tells of the engine's version; null: that of the library's jar
 * @param deviceOf what it tells of its device; null where it does not
 */
public record Engine(String device, Expression name, Expression version, Expression deviceOf) {

    static final Engine UNKNOWN = new Engine("", null, null, null);

    /** Of libraries that have no other device. */
    static final Engine CPU = new Engine("cpu", null, null, null);

    /** Each is read of the result of a load. */
    static Engine told(String name, String version, String device) {
        return new Engine("", Expression.parse(name), Expression.parse(version), Expression.parse(device));
    }
}
