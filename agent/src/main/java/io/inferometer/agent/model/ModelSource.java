package io.inferometer.agent.model;

import io.inferometer.exporter.api.ModelEngine;

/** How a library's models get their names where a call does not tell. Called once per load, on the thread that loads. */
public interface ModelSource {

    /**
     * The name in what the model was loaded from, such as the file's name without its ending, or in what came of it.
     *
     * @param argument the load method's argument that the declaration asked for
     * @param result the instance; null when loading failed
     * @return null when it tells nothing
     */
    String nameOf(Object argument, Object result);

    /**
     * The path of the file that the model was loaded from.
     *
     * @param argument as above
     * @return null when it was not named after a file
     */
    default String pathOf(Object argument) {
        return null;
    }

    /**
     * The engine of a loaded instance.
     *
     * @return null when it does not tell
     */
    default ModelEngine engineOf(Object instance) {
        return null;
    }

    /**
     * What a loaded model is known by from now on: the instance itself, or something that it holds.
     *
     * @param held what a load returned, or what a model is called or closed on
     * @return null when nothing is
     */
    default Object instanceOf(Object held) {
        return held;
    }

    /** The options that a model is loaded with, which may have been set to a device; null where there are none. */
    default Object optionsOf(Object argument) {
        return null;
    }

    /** The device of a model that is loaded without another one being set; empty where that is not known. */
    default String deviceUnlessSet() {
        return "";
    }

    /** The version that a loaded instance carries itself; empty when it has none. */
    default String versionOf(Object instance) {
        return "";
    }

    /** Whether code of this class loads models for others: then the one to name a model after is further out. */
    boolean isPlumbing(String className);

    /**
     * The name that the model carries itself. It may be expensive: asked only if the user has renamed models, and for an
     * instance that was loaded before the agent came.
     *
     * @return null when it has none
     */
    String embeddedName(Object instance);
}
