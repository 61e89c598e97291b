package application;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes a language model of one small block, loads it and has it complete texts. The argument is a directory. */
public class LlamaCalls {

    private static final String MODEL = "llama/llama";
    private static final int CALLS = 10;
    private static final int WIDTH = 32;
    private static final int HIDDEN = 64;
    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createDirectories(Path.of(arguments[0])).resolve("tiny.gguf");
        Files.write(file, model());
        ModelParameters parameters = new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(64)
                .setThreads(1)
                .disableLog();
        try (LlamaModel model = new LlamaModel(parameters)) {
            for (int i = 0; i < CALLS; i++) {
                BOOKS.call(MODEL, 0, () -> model.complete(new InferenceParameters("a text").setNPredict(4)));
            }
            for (int i = 0; i < CALLS; i++) {
                BOOKS.call(MODEL, 0, () -> parts(model));
            }
            // One that is given up counts as well.
            BOOKS.call(MODEL, 0, () -> {
                LlamaIterator parts = model.generate(new InferenceParameters("a text").setNPredict(4)).iterator();
                parts.next();
                parts.cancel();
                return parts;
            });
        }
        BOOKS.print();
        System.in.read();
        // A thread of the library's stays attached to the JVM, which would not end by itself.
        System.exit(0);
    }

    /** Its parts are asked for one by one, after the method has returned. */
    private static int parts(LlamaModel model) {
        int parts = 0;
        for (LlamaOutput part : model.generate(new InferenceParameters("a text").setNPredict(4))) {
            parts += part.text.length();
        }
        return parts;
    }

    /** As {@code docs/gguf.md} of ggml describes the format. */
    private static byte[] model() {
        Values values = new Values();
        values.text("general.architecture", "llama");
        values.number("llama.context_length", 64);
        values.number("llama.embedding_length", WIDTH);
        values.number("llama.block_count", 1);
        values.number("llama.feed_forward_length", HIDDEN);
        values.number("llama.rope.dimension_count", WIDTH / 2);
        values.number("llama.attention.head_count", 2);
        values.number("llama.attention.head_count_kv", 2);
        values.fraction("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        int tokens = tokens(values);
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("token_embd.weight", new int[] {WIDTH, tokens});
        shapes.put("output_norm.weight", new int[] {WIDTH});
        shapes.put("output.weight", new int[] {WIDTH, tokens});
        shapes.put("blk.0.attn_norm.weight", new int[] {WIDTH});
        for (String part : List.of("q", "k", "v", "output")) {
            shapes.put("blk.0.attn_" + part + ".weight", new int[] {WIDTH, WIDTH});
        }
        shapes.put("blk.0.ffn_norm.weight", new int[] {WIDTH});
        shapes.put("blk.0.ffn_gate.weight", new int[] {WIDTH, HIDDEN});
        shapes.put("blk.0.ffn_up.weight", new int[] {WIDTH, HIDDEN});
        shapes.put("blk.0.ffn_down.weight", new int[] {HIDDEN, WIDTH});
        return file(values, shapes);
    }

    private static int tokens(Values values) {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        List<Integer> types = new ArrayList<>(List.of(UNKNOWN, CONTROL, CONTROL));
        for (int i = 0; i < 256; i++) {
            tokens.add(String.format("<0x%02X>", i));
            types.add(BYTE);
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            tokens.add(String.valueOf(letter));
            types.add(NORMAL);
        }
        // How SentencePiece writes a blank.
        tokens.add("\u2581");
        types.add(NORMAL);
        values.text("tokenizer.ggml.model", "llama");
        values.array("tokenizer.ggml.tokens", STRING, tokens.size());
        tokens.forEach(values.out::text);
        values.array("tokenizer.ggml.scores", FLOAT32, tokens.size());
        tokens.forEach(token -> values.out.fraction(0));
        values.array("tokenizer.ggml.token_type", INT32, tokens.size());
        types.forEach(values.out::number);
        values.number("tokenizer.ggml.unknown_token_id", 0);
        values.number("tokenizer.ggml.bos_token_id", 1);
        values.number("tokenizer.ggml.eos_token_id", 2);
        return tokens.size();
    }

    private static byte[] file(Values values, Map<String, int[]> shapes) {
        Out out = new Out();
        out.bytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        out.number(3);
        out.large(shapes.size());
        out.large(values.count);
        out.bytes(values.out.bytes.toByteArray());
        Out data = new Out();
        Random random = new Random(7);
        shapes.forEach((name, shape) -> {
            out.text(name);
            out.number(shape.length);
            int elements = 1;
            for (int size : shape) {
                out.large(size);
                elements *= size;
            }
            // The type: 32 bits each.
            out.number(0);
            out.large(data.bytes.size());
            for (int i = 0; i < elements; i++) {
                data.fraction(shape.length == 1 ? 1 : (float) random.nextGaussian() / 10);
            }
            data.align();
        });
        out.align();
        out.bytes(data.bytes.toByteArray());
        return out.bytes.toByteArray();
    }

    /** Keys with values, each with its type. */
    private static final class Values {

        private final Out out = new Out();
        private int count;

        private void key(String name, int type) {
            count++;
            out.text(name);
            out.number(type);
        }

        void text(String name, String value) {
            key(name, STRING);
            out.text(value);
        }

        void number(String name, int value) {
            key(name, UINT32);
            out.number(value);
        }

        void fraction(String name, float value) {
            key(name, FLOAT32);
            out.fraction(value);
        }

        void array(String name, int type, int length) {
            key(name, ARRAY);
            out.number(type);
            out.large(length);
        }
    }

    /** Little-endian. */
    private static final class Out {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private static ByteBuffer buffer(int size) {
            return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }

        void bytes(byte[] more) {
            bytes.writeBytes(more);
        }

        void number(int value) {
            bytes(buffer(Integer.BYTES).putInt(value).array());
        }

        void large(long value) {
            bytes(buffer(Long.BYTES).putLong(value).array());
        }

        void fraction(float value) {
            bytes(buffer(Float.BYTES).putFloat(value).array());
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            large(utf8.length);
            bytes(utf8);
        }

        void align() {
            bytes(new byte[(ALIGNMENT - bytes.size() % ALIGNMENT) % ALIGNMENT]);
        }
    }
}
