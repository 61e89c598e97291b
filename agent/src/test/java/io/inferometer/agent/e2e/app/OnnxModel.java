package io.inferometer.agent.e2e.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The smallest useful model, {@code y = x + x} for float vectors of any length, written field by field as in {@code onnx.proto}
 * of ONNX 1.10 (IR version 8).
 */
public final class OnnxModel {

    /** The only input. */
    public static final String INPUT = "x";

    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FLOAT = 1;

    private OnnxModel() {}

    /** ModelProto. */
    public static byte[] bytes() {
        Message node = new Message()
                .text(1, INPUT)
                .text(1, INPUT)
                .text(2, "y")
                .text(3, "sum")
                .text(4, "Add");
        Message graph = new Message()
                .message(1, node)
                .text(2, "doubling")
                .message(11, vector(INPUT))
                .message(12, vector("y"));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .bytes();
    }

    /** ValueInfoProto of a float vector whose length is a parameter. */
    private static Message vector(String name) {
        Message shape = new Message().message(1, new Message().text(2, "length"));
        Message tensor = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A protocol buffer in the making; every number in it is below 128 or a length. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, int value) {
            varint(field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message raw(int field, byte[] value) {
            varint(field << 3 | BYTES);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(int value) {
            int left = value;
            while (left >= 0x80) {
                out.write(left & 0x7f | 0x80);
                left >>>= 7;
            }
            out.write(left);
        }
    }
}
