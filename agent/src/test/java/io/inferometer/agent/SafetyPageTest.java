package io.inferometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The promises of docs/safety.md and the tests that hold them name each other: the page by name, the tests by their tag. */
class SafetyPageTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))`");
    private static final Pattern TAG = Pattern.compile("(?m)^@Tag\\(\"safety\"\\)$");

    @Test
    void everyPromiseNamesItsTests() throws IOException {
        assertThat(promises())
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(named(row)).as(row).isNotEmpty());
    }

    @Test
    void theTestsOfThePromisesAreThoseWithTheTag() throws IOException {
        assertThat(tagged()).isEqualTo(named(String.join("\n", promises())));
    }

    /** The rows of the table. */
    private static List<String> promises() throws IOException {
        try (Stream<String> lines = Files.lines(PROJECT.resolve("docs/safety.md"))) {
            return lines.filter(line -> line.startsWith("| ")).skip(1).toList();
        }
    }

    private static Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        TEST.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static Set<String> tagged() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PROJECT)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (file.toString().contains("/src/test/java/")
                        && name.endsWith(".java")
                        && TAG.matcher(Files.readString(file)).find()) {
                    names.add(name.substring(0, name.length() - ".java".length()));
                }
            }
        }
        return names;
    }
}
