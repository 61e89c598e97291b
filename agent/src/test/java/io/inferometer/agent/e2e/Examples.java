package io.inferometer.agent.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples of the documentation: indented or fenced blocks, and options within the text. */
final class Examples {

    private static final Path ROOT = Path.of("..");
    private static final Pattern OPTIONS = Pattern.compile("`(exporters=[^`]+)`");

    /**
     * Some lines that belong together.
     *
     * @param place the file, and the line they begin in
     */
    record Example(String place, List<String> lines) {

        @Override
        public String toString() {
            return place + " " + lines.get(0);
        }
    }

    private Examples() {}

    private static Stream<Path> pages() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md")),
                    docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Example> blocks() {
        return pages().flatMap(page -> blocks(page).stream());
    }

    private static List<Example> blocks(Path page) {
        List<Example> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean fenced = false;
        List<String> lines = new ArrayList<>(lines(page));
        lines.add("");
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            boolean fence = line.startsWith("```");
            fenced ^= fence;
            if (!fence && (fenced || line.startsWith("    "))) {
                block.add(line.strip());
            } else if (!block.isEmpty()) {
                blocks.add(new Example(page.getFileName() + ":" + (number + 1 - block.size()), List.copyOf(block)));
                block.clear();
            }
        }
        return blocks;
    }

    /** Those that choose exporters, as they stand in the text. */
    static Stream<String> options() {
        return pages().flatMap(page ->
                OPTIONS.matcher(String.join("\n", lines(page))).results().map((MatchResult found) -> found.group(1)));
    }
}
