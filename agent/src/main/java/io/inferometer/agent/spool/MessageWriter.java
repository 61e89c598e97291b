package io.inferometer.agent.spool;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Writes a message: fields that are known by a tag, from 1 on. {@link Message} reads it. One thread only.
 *
 * <pre>
 * number   2 × tag, the number with its sign in the lowest bit; 0 is left out
 * content  2 × tag + 1, length, content
 * </pre>
 */
final class MessageWriter {

    private final ByteWriter out = new ByteWriter();

    void number(int tag, long value) {
        if (value != 0) {
            out.number(2L * tag);
            out.signed(value);
        }
    }

    void text(int tag, String text) {
        if (!text.isEmpty()) {
            content(tag, content -> content.characters(text));
        }
    }

    /** A column; left out if all are 0. */
    <T> void numbers(int tag, List<T> all, ToLongFunction<T> figure) {
        if (all.stream().anyMatch(each -> figure.applyAsLong(each) != 0)) {
            content(tag, column -> all.forEach(each -> column.signed(figure.applyAsLong(each))));
        }
    }

    /** A column; left out if all are empty. */
    <T> void texts(int tag, List<T> all, Function<T, String> name) {
        if (all.stream().anyMatch(each -> !name.apply(each).isEmpty())) {
            content(tag, column -> all.forEach(each -> column.text(name.apply(each))));
        }
    }

    void content(int tag, Consumer<ByteWriter> write) {
        ByteWriter content = new ByteWriter();
        write.accept(content);
        out.number(2L * tag + 1);
        out.part(content);
    }

    <T> void message(int tag, T value, BiConsumer<MessageWriter, T> write) {
        MessageWriter message = new MessageWriter();
        write.accept(message, value);
        out.number(2L * tag + 1);
        out.part(message.out);
    }

    <T> void messages(int tag, Iterable<T> values, BiConsumer<MessageWriter, T> write) {
        values.forEach(value -> message(tag, value, write));
    }

    byte[] toBytes() {
        return out.toBytes();
    }
}
