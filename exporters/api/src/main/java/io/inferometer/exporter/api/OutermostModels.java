package io.inferometer.exporter.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The models of a window whose calls may be added: each call that the application makes counts once. */
public final class OutermostModels {

    private OutermostModels() {}

    /**
     * Returns the models without those that another library calls, as LangChain4j does ONNX Runtime's, as long as the calls of that library
     * are measured.
     */
    public static List<ModelStats> of(List<ModelStats> models) {
        Set<String> libraries =
                models.stream().map(model -> model.id().library()).collect(Collectors.toSet());
        return models.stream()
                .filter(model -> !libraries.contains(model.beneath()))
                .toList();
    }
}
