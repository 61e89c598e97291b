package io.inferometer.agent.library;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an ONNX model that answers what it is asked: {@code Y = Identity(X)}, X a table of floats with any number of rows. In
 * the encoding of protocol buffers, by the numbers of onnx.proto.
 */
public final class TinyOnnx {

    private static final int IR_VERSION = 8;
    private static final int OPSET_VERSION = 13;
    private static final int FLOAT = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TinyOnnx() {}

    /** @param graph the name that the model carries itself */
    public static byte[] identity(String graph, int columns) {
        TinyOnnx node = new TinyOnnx().text(1, "X").text(2, "Y").text(4, "Identity");
        return new TinyOnnx()
                .number(1, IR_VERSION)
                .message(8, new TinyOnnx().text(1, "").number(2, OPSET_VERSION))
                .message(
                        7,
                        new TinyOnnx()
                                .message(1, node)
                                .text(2, graph)
                                .message(11, value("X", columns))
                                .message(12, value("Y", columns)))
                .bytes();
    }

    private static TinyOnnx value(String name, int columns) {
        TinyOnnx shape =
                new TinyOnnx().message(1, new TinyOnnx().text(2, "rows")).message(1, new TinyOnnx().number(1, columns));
        TinyOnnx tensor = new TinyOnnx().number(1, FLOAT).message(2, shape);
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
