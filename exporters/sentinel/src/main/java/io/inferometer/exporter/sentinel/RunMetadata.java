package io.inferometer.exporter.sentinel;

import io.inferometer.exporter.api.ExporterContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the settings and the JVM say of a run. */
final class RunMetadata {

    private static final List<String> TEXTS = List.of(
            "project-name",
            "job-name",
            "stage-name",
            "task-name",
            "team",
            "env",
            "external-run-id",
            "orchestrator",
            "executor",
            "container-image");

    private RunMetadata() {}

    /** Returns the keys of the API, null where nothing is known. */
    static Map<String, ?> of(ExporterContext context) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String key : TEXTS) {
            metadata.put(key.replace('-', '_'), context.text("sentinel." + key).orElse(null));
        }
        metadata.put("language", "java");
        metadata.put("command", context.command().isEmpty() ? null : context.command());
        Map<String, String> tags = tags(context.text("sentinel.tags").orElse(""));
        metadata.put("tags", tags.isEmpty() ? null : tags);
        return metadata;
    }

    /** @param text as the setting is written: commas between tags, one that is part of a tag behind a backslash */
    static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : text.split("(?<!\\\\),", -1)) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.put(
                        tag.substring(0, equals).strip(),
                        tag.substring(equals + 1).strip().replace("\\,", ","));
            }
        }
        return tags;
    }
}
