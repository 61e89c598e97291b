package io.inferometer.agent.library;

import io.inferometer.agent.record.ItemCounter;
import java.util.List;

/**
 * A method to instrument. What a user writes in {@code methods} becomes the same as what a built-in library declares.
 *
 * @param className the declaring class, with dots
 * @param methodName its name
 * @param overloads which of the methods of that name
 * @param parameterTypes for {@link Overloads#LISTED}, the parameter types as in Java source, without generics
 * @param role what a call of it means
 * @param argument the index of the parameter that the role looks at, or −1
 * @param items counts a call's batch in that argument, or null
 * @param modelName the model that every call is of; empty when the instance tells
 * @param modelVersion its version, empty when unknown
 */
public record Target(
        String className,
        String methodName,
        Overloads overloads,
        List<String> parameterTypes,
        Role role,
        int argument,
        ItemCounter items,
        String modelName,
        String modelVersion) {

    /** What a call of the method means. */
    public enum Role {
        INFERENCE,
        /** Makes an instance from an argument; returns it. */
        LOAD,
        /** Closes the instance it is called on. */
        UNLOAD,
        /** Reports a value: {@code (String name, double value, long step)}, static, without a result. */
        VALUE
    }

    /** Which methods of the name are meant. */
    public enum Overloads {
        /** Of those with a body, the ones with the most parameters, in which all others end. */
        WIDEST,
        /** Every one; calls inside each other on a thread count once. */
        ALL,
        /** The one with the listed parameter types; calls inside each other on a thread count once. */
        LISTED
    }

    /** An inference on an instance whose model was learnt when it was loaded. */
    public static Target inference(String className, String methodName, int argument, ItemCounter items) {
        return widest(className, methodName, Role.INFERENCE, argument, items);
    }

    public static Target load(String className, String methodName, int argument) {
        return widest(className, methodName, Role.LOAD, argument, null);
    }

    public static Target unload(String className, String methodName) {
        return widest(className, methodName, Role.UNLOAD, -1, null);
    }

    /** A static method with which the application reports a value of its own. */
    public static Target value(String className, String methodName) {
        return new Target(
                className,
                methodName,
                Overloads.LISTED,
                List.of("java.lang.String", "double", "long"),
                Role.VALUE,
                -1,
                null,
                "",
                "");
    }

    private static Target widest(String className, String methodName, Role role, int argument, ItemCounter items) {
        return new Target(className, methodName, Overloads.WIDEST, List.of(), role, argument, items, "", "");
    }

    /** An inference of one named model: an annotated or configured method. */
    public static Target named(
            String className,
            String methodName,
            Overloads overloads,
            List<String> parameterTypes,
            String model,
            String version) {
        return new Target(className, methodName, overloads, parameterTypes, Role.INFERENCE, -1, null, model, version);
    }
}
