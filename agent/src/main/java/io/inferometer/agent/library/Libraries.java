package io.inferometer.agent.library;

import java.util.List;

/** The built-in libraries. */
public final class Libraries {

    private Libraries() {}

    public static List<Library> builtIn() {
        return List.of(OnnxRuntime.declaration());
    }
}
