package io.inferometer.agent.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which built-in library asks for which classes, as text that {@link LibraryIndexWriter} makes when the agent is built:
 *
 * <pre>
 *   tribuo Tribuo                                              the name, and the class that declares it
 *   S org.tribuo.Model predict (Lorg/tribuo/Example;)          its subtypes that have this method
 *   N org.tribuo.Model                                         the class itself
 * </pre>
 *
 * <p>Reading it costs a start less than loading every declaration.
 */
public final class LibraryIndex {

    static final String RESOURCE = "libraries.index";

    /**
     * One library.
     *
     * @param name as in the option {@code libraries}
     * @param declaration the simple name of the class that declares it
     * @param named the classes that it names
     * @param inherited the methods that it looks for in subtypes
     */
    public record Entry(String name, String declaration, Set<String> named, List<Inherited> inherited) {}

    /**
     * A method that is looked for in every subtype.
     *
     * @param className the supertype
     * @param methodName the method's name
     * @param parameters the beginning of its descriptor (JVMS §4.3.3), up to the closing parenthesis
     */
    public record Inherited(String className, String methodName, String parameters) {}

    private static final List<Entry> ENTRIES = read();

    private LibraryIndex() {}

    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The names of all libraries that a user can choose among, sorted. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            if (!(entry.name().equals(Library.METRICS) || entry.name().equals(Library.AWS_SDK))) {
                names.add(entry.name());
            }
        }
        return List.copyOf(names);
    }

    private static List<Entry> read() {
        try (InputStream in = LibraryIndex.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException(RESOURCE + " is missing from the agent's jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            List<String> words = words(text.substring(from, end));
            from = end + 1;
            switch (words.get(0)) {
                case "N" -> entries.get(entries.size() - 1).named().add(words.get(1));
                case "S" ->
                    entries.get(entries.size() - 1)
                            .inherited()
                            .add(new Inherited(words.get(1), words.get(2), words.get(3)));
                default -> entries.add(new Entry(words.get(0), words.get(1), new LinkedHashSet<>(), new ArrayList<>()));
            }
        }
        return entries;
    }

    /** Not {@code String.split}: a start would wait for its classes. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', from)) {
            words.add(line.substring(from, end));
            from = end + 1;
        }
        words.add(line.substring(from));
        return words;
    }
}
