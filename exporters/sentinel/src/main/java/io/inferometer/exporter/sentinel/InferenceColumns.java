package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.OutermostModels;
import io.inferometer.exporter.api.Window;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Columns with the calls of each model in some windows. At most {@value #MOST} models have their own, those that were called most; the
 * others share a further group, which leaves out those that another library calls. Immutable.
 */
final class InferenceColumns {

    /** No columns. */
    static final InferenceColumns NONE = new InferenceColumns(List.of(), false);

    /** How many models have columns of their own. */
    static final int MOST = 50;

    private static final String PREFIX = "inference_";
    private static final String OTHERS = PREFIX + "other";

    /** Names of models with columns of their own, in their order. */
    private final List<String> own;

    private final boolean hasOthers;

    private InferenceColumns(List<String> own, boolean hasOthers) {
        this.own = own;
        this.hasOthers = hasOthers;
    }

    /** Returns columns for the models of these windows. */
    static InferenceColumns of(List<Window> windows) {
        Map<String, Long> calls = windows.stream()
                .flatMap(window -> window.models().stream())
                .collect(Collectors.toMap(InferenceColumns::name, ModelStats::invocations, Long::sum));
        List<String> own = calls.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new InferenceColumns(own, calls.size() > MOST);
    }

    /** Returns {@code window} with what these columns need of it: less memory, and the same cells. */
    static Window excerpt(Window window) {
        return window.withRowsAlone().toBuilder()
                .models(window.models().stream().map(InferenceColumns::excerpt).toList())
                .build();
    }

    private static ModelStats excerpt(ModelStats model) {
        return ModelStats.of(model.id())
                .calls(Stream.of(Outcome.values()).mapToLong(model::calls).toArray())
                .latency(model.latency())
                .beneath(model.beneath())
                .build();
    }

    /**
     * A name that no reader of CSV takes for anything else: letters, digits, points, hyphens, and underscores for all others. Models with
     * the same share columns.
     */
    private static String name(ModelStats model) {
        return PREFIX + model.id().toString().replaceAll("[^A-Za-z0-9.-]", "_");
    }

    private Stream<String> groups() {
        return Stream.concat(own.stream(), hasOthers ? Stream.of(OTHERS) : Stream.empty());
    }

    /** Returns the names of all columns, in their order. */
    List<String> names() {
        return groups().flatMap(ModelCalls::columns).toList();
    }

    /** Returns whether a window has something for these columns. */
    boolean hasCalls(Window window) {
        return !names().isEmpty() && window.models().stream().anyMatch(model -> model.invocations() > 0);
    }

    /** Returns the cells of all columns for one window. */
    List<String> cells(Window window) {
        Map<String, ModelCalls> calls = new HashMap<>();
        List<ModelStats> outermost = OutermostModels.of(window.models());
        for (ModelStats model : window.models()) {
            String name = name(model);
            if (own.contains(name)) {
                calls.merge(name, ModelCalls.of(model), ModelCalls::plus);
            } else if (outermost.contains(model)) {
                calls.merge(OTHERS, ModelCalls.of(model), ModelCalls::plus);
            }
        }
        return groups().flatMap(
                        group -> calls.getOrDefault(group, ModelCalls.NONE).cells())
                .toList();
    }
}
