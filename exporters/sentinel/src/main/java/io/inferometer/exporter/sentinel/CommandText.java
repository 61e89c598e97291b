package io.inferometer.exporter.sentinel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a command as the service takes it: a text that holds a JSON array of its arguments. */
final class CommandText {

    private CommandText() {}

    /** @param command a collection of arguments, or one line as a POSIX shell reads it */
    static String of(Object command) {
        Collection<?> arguments = command instanceof Collection<?> given ? given : words(command.toString());
        return arguments.stream()
                .map(argument -> JsonText.of(argument.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Splits at blanks outside quotes. A quote without its end reaches to the end of the line. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                isWord = true;
            } else if (c == '\\' && i + 1 < line.length() && escapes(quote, line.charAt(i + 1))) {
                word.append(line.charAt(++i));
                isWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    isWord = false;
                }
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean escapes(char quote, char next) {
        return quote == 0 || (quote == '"' && (next == '"' || next == '\\'));
    }
}
