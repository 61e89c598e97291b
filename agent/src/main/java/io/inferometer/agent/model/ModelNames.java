package io.inferometer.agent.model;

import io.inferometer.exporter.api.PlainText;

/** Makes of what an application calls a model a name that every exposition can carry. */
final class ModelNames {

    /** The longest name: each is written more than a hundred times in a scrape, and is a row of a table in a terminal. */
    static final int MAX_LENGTH = 128;

    private ModelNames() {}

    /** Returns what a name or version is shown as. Different ones are shown differently. */
    static String shown(String found) {
        return PlainText.name(found, MAX_LENGTH);
    }
}
