package io.inferometer.agent.weave;

import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.reader.Expression;
import java.util.List;

/** The library of annotated methods, whose targets no declaration lists. */
final class AnnotatedMethods {

    static final Library LIBRARY = Library.of(Library.ANNOTATION, List.of());

    private static final Types ANNOTATED = new Types.AnnotatedWith("io.inferometer.annotation.Inference");

    static final Library STAGES = Library.of(Library.ASYNC, List.of());

    private static final Types STAGE = new Types.AnnotatedWith("io.inferometer.annotation.AsyncInference");

    private AnnotatedMethods() {}

    /**
     * @param stage as the annotation names it
     * @param id the parameter or the result that identifies the request; empty for none
     */
    static Target stage(String method, String stage, String id) {
        return Target.stage(STAGE, method, Target.Role.valueOf(stage), id.isEmpty() ? null : Expression.parse(id));
    }

    /** @param model the name in the annotation; empty when it has none */
    static Target target(String method, String model, String version) {
        return Target.inference(ANNOTATED, method).endingWith(Completion.STAGE).ofModel(model, version);
    }
}
