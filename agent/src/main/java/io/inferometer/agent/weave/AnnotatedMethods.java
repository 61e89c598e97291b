package io.inferometer.agent.weave;

import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import java.util.List;

/** The library of annotated methods, whose targets no declaration lists. */
final class AnnotatedMethods {

    static final Library LIBRARY = Library.of(Library.ANNOTATION, List.of());

    private static final Types ANNOTATED = new Types.AnnotatedWith("io.inferometer.annotation.Inference");

    private AnnotatedMethods() {}

    /** @param model the name in the annotation; empty when it has none */
    static Target target(String method, String model, String version) {
        return Target.inference(ANNOTATED, method).endingWith(Completion.STAGE).ofModel(model, version);
    }
}
