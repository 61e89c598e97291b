package io.inferometer.agent.library;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes small ONNX models, in the encoding of protocol buffers, by the numbers of onnx.proto. */
public final class TinyOnnx {

    private static final int IR_VERSION = 8;
    private static final int OPSET_VERSION = 13;
    private static final int FLOAT = 1;
    private static final int LONG = 7;

    /** Of attributes. */
    private static final int INTEGER = 2;

    private static final int INTEGERS = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TinyOnnx() {}

    /**
     * Answers what it is asked: {@code Y = Identity(X)}, X a table of floats with any number of rows.
     *
     * @param graph the name that the model carries itself
     */
    public static byte[] identity(String graph, int columns) {
        TinyOnnx node = new TinyOnnx().text(1, "X").text(2, "Y").text(4, "Identity");
        return model(new TinyOnnx()
                .message(1, node)
                .text(2, graph)
                .message(11, value("X", FLOAT, columns))
                .message(12, value("Y", FLOAT, columns)));
    }

    /** Takes the inputs of a BERT classifier and answers one score for each text: the greatest number of a token in it. */
    public static byte[] scores(String graph) {
        TinyOnnx cast = new TinyOnnx()
                .text(1, "input_ids")
                .text(2, "tokens")
                .text(4, "Cast")
                .message(5, new TinyOnnx().text(1, "to").number(3, FLOAT).number(20, INTEGER));
        TinyOnnx greatest = new TinyOnnx()
                .text(1, "tokens")
                .text(2, "logits")
                .text(4, "ReduceMax")
                .message(5, new TinyOnnx().text(1, "axes").number(8, 1).number(20, INTEGERS));
        TinyOnnx all = new TinyOnnx().message(1, cast).message(1, greatest).text(2, graph);
        for (String input : new String[] {"input_ids", "attention_mask", "token_type_ids"}) {
            all.message(11, value(input, LONG, 0));
        }
        return model(all.message(12, value("logits", FLOAT, 1)));
    }

    /**
     * The same, in a version of the model's own.
     *
     * @param version from 1 on
     */
    public static byte[] identity(String graph, int columns, long version) {
        TinyOnnx with = new TinyOnnx().number(5, version);
        with.out.writeBytes(identity(graph, columns));
        return with.bytes();
    }

    private static byte[] model(TinyOnnx graph) {
        return new TinyOnnx()
                .number(1, IR_VERSION)
                .message(8, new TinyOnnx().text(1, "").number(2, OPSET_VERSION))
                .message(7, graph)
                .bytes();
    }

    /** @param columns 0 for any number */
    private static TinyOnnx value(String name, int type, int columns) {
        TinyOnnx shape = new TinyOnnx()
                .message(1, new TinyOnnx().text(2, "rows"))
                .message(1, columns == 0 ? new TinyOnnx().text(2, "columns") : new TinyOnnx().number(1, columns));
        TinyOnnx tensor = new TinyOnnx().number(1, type).message(2, shape);
        return new TinyOnnx().text(1, name).message(2, new TinyOnnx().message(1, tensor));
    }

    private byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private TinyOnnx number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private TinyOnnx text(int field, String value) {
        return block(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private TinyOnnx message(int field, TinyOnnx message) {
        return block(field, message.bytes());
    }

    private TinyOnnx block(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        out.writeBytes(content);
        return this;
    }
}
