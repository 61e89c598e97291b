package io.inferometer.exporter.sentinel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What must be known of a run to go on with it, in this JVM or a later one. Immutable. Holds no secret.
 *
 * @param id the service's name for it; empty until it is registered
 * @param prefix below which its objects are; empty until it is registered
 * @param uploaded how many objects there are: 1 to this number
 * @param windows those whose rows are in them
 * @param end how it ended; empty until it did
 * @param isDone whether the service knows that it ended, and has every row
 */
record RunNote(String id, String prefix, long uploaded, WindowNumbers windows, Optional<RunEnd> end, boolean isDone) {

    /** Of a run that was not registered. */
    static final RunNote NEW = new RunNote("", "", 0, WindowNumbers.NONE, Optional.empty(), false);

    private static final String ID = "run_id";
    private static final String PREFIX = "upload_uri_prefix";
    private static final String UPLOADED = "uploaded";
    private static final String WINDOWS = "windows";
    private static final String STATUS = "run_status";
    private static final String EXIT_CODE = "exit_code";
    private static final String DONE = "done";

    /** @throws IllegalArgumentException if it is no note */
    static RunNote parse(String text) {
        JsonNode note;
        try {
            note = JsonNode.parser().parse(text);
        } catch (RuntimeException noJson) {
            throw new IllegalArgumentException("it is not JSON", noJson);
        }
        return new RunNote(
                text(note, ID),
                text(note, PREFIX),
                Long.parseLong(number(note, UPLOADED).orElse("0")),
                WindowNumbers.parse(text(note, WINDOWS)),
                end(note),
                note.field(DONE)
                        .filter(JsonNode::isBoolean)
                        .map(JsonNode::asBoolean)
                        .orElse(false));
    }

    private static Optional<RunEnd> end(JsonNode note) {
        String status = text(note, STATUS);
        for (RunStatus each : RunStatus.values()) {
            if (each.wireName().equals(status)) {
                return Optional.of(new RunEnd(
                        each, number(note, EXIT_CODE).map(Integer::valueOf).orElse(null)));
            }
        }
        return Optional.empty();
    }

    private static String text(JsonNode note, String name) {
        return note.field(name)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElse("");
    }

    private static Optional<String> number(JsonNode note, String name) {
        return note.field(name).filter(JsonNode::isNumber).map(JsonNode::asNumber);
    }

    @Override
    public String toString() {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put(ID, id);
        note.put(PREFIX, prefix);
        note.put(UPLOADED, uploaded);
        note.put(WINDOWS, windows.toString());
        end.ifPresent(known -> {
            note.put(STATUS, known.status().wireName());
            note.put(EXIT_CODE, known.exitCode());
        });
        note.put(DONE, isDone);
        return JsonText.of(note);
    }

    boolean isRegistered() {
        return !id.isEmpty();
    }

    RunNote registered(RegisteredRun run) {
        return new RunNote(run.runId(), run.prefix().toString(), 0, windows, end, false);
    }

    /** The object that comes next. */
    S3Uri next() {
        return S3Uri.parse(prefix).object(uploaded + 1);
    }

    /** One more object was uploaded. */
    RunNote uploaded(Iterable<Long> numbers) {
        WindowNumbers more = windows;
        for (long number : numbers) {
            more = more.and(number);
        }
        return new RunNote(id, prefix, uploaded + 1, more, end, isDone);
    }

    RunNote ended(RunEnd how) {
        return new RunNote(id, prefix, uploaded, windows, Optional.of(how), isDone);
    }

    RunNote done() {
        return new RunNote(id, prefix, uploaded, windows, end, true);
    }

    /** Every object that was uploaded. */
    List<String> uris() {
        List<String> uris = new ArrayList<>();
        for (long number = 1; number <= uploaded; number++) {
            uris.add(S3Uri.parse(prefix).object(number).toString());
        }
        return uris;
    }
}
