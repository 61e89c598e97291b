package io.inferometer.agent.config;

import io.inferometer.agent.library.Completion;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Naming;
import io.inferometer.agent.library.Reading;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.reader.Expression;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Libraries that a user declares, a properties file each ({@code docs/adding-a-library.md}). What is wrong in a file is told and left out;
 * the rest holds.
 */
public final class LibraryFile {

    private static final String ENDING = ".properties";

    /** Behind a class: its subtypes, too. */
    private static final String BELOW = "+";

    /** In the place of parameters: the overload with the most, in which all others end. */
    private static final String WIDEST = "(...)";

    private final String path;
    private final Problems problems;
    private final List<Target> targets = new ArrayList<>();

    private LibraryFile(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /**
     * Reads these files, and those of the folders among them.
     *
     * @param mistakes takes a line for each mistake
     */
    public static List<Library> readAll(List<String> paths, List<String> mistakes) {
        Problems problems = new Problems();
        List<Library> libraries = new ArrayList<>();
        for (String path : paths) {
            File[] inside = new File(path).listFiles();
            if (inside == null) {
                new LibraryFile(path, problems).addTo(libraries);
            } else {
                Arrays.sort(inside);
                for (File file : inside) {
                    if (file.getName().endsWith(ENDING)) {
                        new LibraryFile(file.getPath(), problems).addTo(libraries);
                    }
                }
            }
        }
        mistakes.addAll(problems.lines());
        return libraries;
    }

    private void addTo(List<Library> libraries) {
        Map<String, String> values = PropertiesFile.read(path, "library.files", problems);
        String name = values.getOrDefault("name", "");
        if (values.isEmpty()) {
            return;
        }
        if (!isName(name) || isTaken(name, libraries)) {
            wrong("name", name, "a name of its own of the letters a to z, digits and dashes");
            return;
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            add(value.getKey(), value.getValue());
        }
        List<String> plumbing = new ArrayList<>();
        for (String beginning : values.getOrDefault("loaded-by", "").split(",", -1)) {
            if (!beginning.trim().isEmpty()) {
                plumbing.add(beginning.trim());
            }
        }
        libraries.add(new Library(
                name,
                values.getOrDefault("title", name),
                "as declared in ".concat(path),
                new Naming(embedded("embedded-name", values), embedded("embedded-version", values), plumbing),
                targets));
    }

    /** What an instance carries itself; null when nothing is declared. */
    private Expression embedded(String key, Map<String, String> values) {
        String text = values.getOrDefault(key, "");
        Expression expression = text.isEmpty() ? null : Expression.parseOrNull(text);
        if (!text.isEmpty() && expression == null) {
            wrong(key, text, "what is read of an instance, such as this.getName()");
        }
        return expression;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isTaken(String name, List<Library> libraries) {
        boolean isTaken = LibraryIndex.names().contains(name)
                || Library.isOfStages(name)
                || name.equals(Library.CONFIG)
                || name.equals(Library.ANNOTATION)
                || name.equals(Library.METRICS);
        for (Library other : libraries) {
            isTaken |= other.name().equals(name);
        }
        return isTaken;
    }

    private void add(String key, String value) {
        if (value.length() > ItemSyntax.LONGEST) {
            wrong(key, "(".concat(Integer.toString(value.length())).concat(" characters)"), "a shorter one");
            return;
        }
        int dot = key.indexOf('.');
        String what = dot < 0 ? key : key.substring(0, dot);
        String kind = key.substring(dot + 1);
        switch (what) {
            case "name", "title", "embedded-name", "embedded-version", "loaded-by" -> {}
            case "call", "load", "unload" -> method(key, what, value);
            case "opens" -> opens(key, kind, value);
            case "closes" -> closes(key, kind, value);
            default ->
                wrong(
                        key,
                        value,
                        "name, title, embedded-name, embedded-version, loaded-by, call.…, load.…, unload.…, opens.… or closes.…");
        }
    }

    private void method(String key, String what, String value) {
        boolean isWidest = value.contains(WIDEST);
        String text = isWidest ? value.replace(WIDEST, "") : value;
        boolean isBelow = text.contains(BELOW.concat("#"));
        MethodPattern pattern = MethodPattern.parseOrNull(text.replace(BELOW.concat("#"), "#"), what.equals("load"));
        if (pattern == null || !isOfItsRole(what, pattern.readings().get("instance"))) {
            wrong(key, value, ValueType.METHODS.expected());
            return;
        }
        Expression model = pattern.readings().get("model");
        boolean isOfCall = pattern.modelName().isPresent() || (model != null && model.root() == Expression.Root.THIS);
        if (isOfCall && !what.equals("call")) {
            wrong(key, value, "@model= and what is read of a parameter or of the result, where a model is loaded");
            return;
        }
        if (what.equals("unload") && !pattern.parameterTypes().orElse(List.of()).isEmpty()) {
            wrong(key, value, "a method without parameters that is called on the model");
            return;
        }
        if (isBelow && !isParticular(pattern)) {
            wrong(key, value, "parameter types behind a method of subtypes, one of them of the library's own");
            return;
        }
        Types types = isBelow ? Types.subtypeOf(pattern.className()) : Types.named(pattern.className());
        Target target = switch (what) {
            case "load" -> Target.load(types, pattern.methodName());
            case "unload" -> Target.unload(types, pattern.methodName());
            default -> Target.inference(types, pattern.methodName()).endingWith(Completion.STAGE);
        };
        if (pattern.parameterTypes().isPresent()) {
            target = target.withParameters(pattern.parameterTypes().get().toArray(new String[0]));
        }
        if (isWidest) {
            target = target.widest();
        }
        targets.add(target.ofModel(pattern.modelName().orElse(""), "").reading(reading(pattern)));
    }

    /** What a model is known by is read of what a load returns, and of the receiver of what closes it. */
    private static boolean isOfItsRole(String what, Expression instance) {
        return instance == null
                || switch (what) {
                    case "load" -> instance.root() == Expression.Root.RESULT;
                    case "unload" -> instance.root() == Expression.Root.THIS;
                    default -> true;
                };
    }

    /** A method that any class might have would have every class of the application looked at. */
    private static boolean isParticular(MethodPattern pattern) {
        boolean isParticular = false;
        for (String type : pattern.parameterTypes().orElse(List.of())) {
            isParticular |= type.indexOf('.') > 0 && !type.startsWith("java.");
        }
        return isParticular;
    }

    /** What is read of the calls of a method. */
    public static Reading reading(MethodPattern pattern) {
        Map<String, Expression> read = pattern.readings();
        return new Reading(
                read.get("model"),
                read.get("version"),
                read.get("batch"),
                read.get("input-tokens"),
                read.get("output-tokens"),
                read.get("instance"),
                null,
                null);
    }

    private void opens(String key, String kind, String value) {
        if (!isName(kind) || !ItemSyntax.isClassName(value)) {
            wrong(key, value, "opens.<kind> and the name of a class");
            return;
        }
        targets.add(Target.opens(Types.named(value), kind));
    }

    private void closes(String key, String kind, String value) {
        int at = value.indexOf('@');
        int equals = value.indexOf('=', Math.max(at, 0));
        MethodPattern pattern = at < 0 ? null : MethodPattern.parseOrNull(value.substring(0, at));
        String told = equals < 0 ? "" : value.substring(at + 1, equals).trim();
        Expression state = equals < 0 ? null : Expression.parseOrNull(value.substring(equals + 1));
        boolean isOfInstance = state != null && state.root() == Expression.Root.THIS;
        if (!isName(kind) || pattern == null || !isOfInstance || !(told.equals("closed") || told.equals("open"))) {
            wrong(key, value, "closes.<kind> and class#method followed by @closed= or @open= and what is read of this");
            return;
        }
        Types types = Types.named(pattern.className());
        String expression = state.toString();
        targets.add(
                told.equals("open")
                        ? Target.releasesWhile(types, pattern.methodName(), kind, expression)
                        : Target.releases(types, pattern.methodName(), kind, expression));
    }

    private void wrong(String key, String value, String expected) {
        if (!problems.hasRoom()) {
            return;
        }
        problems.add(key.concat("=")
                .concat(value)
                .concat(" in ")
                .concat(path)
                .concat(" is left out: expected ")
                .concat(expected));
    }
}
