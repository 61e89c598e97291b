package application;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.model.scoring.onnx.OnnxScoringModel;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls MiniLM and a scoring model through LangChain4j. The argument is a folder with {@code scores.onnx}. */
public class LangChain4jCalls {

    private static final String QUANTIZED = "AllMiniLmL6V2QuantizedEmbeddingModel";
    private static final int THREADS = 4;
    private static final int ROUNDS = 10;

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        EmbeddingModel ofJar = new AllMiniLmL6V2QuantizedEmbeddingModel();
        BOOKS.loaded("onnxruntime/" + QUANTIZED);
        embed("langchain4j/" + QUANTIZED, "onnxruntime/" + QUANTIZED, ofJar);

        Path model = extracted("all-minilm-l6-v2-q.onnx", directory.resolve("mini.onnx"));
        Path tokenizer = extracted("all-minilm-l6-v2-q-tokenizer.json", directory.resolve("tokenizer.json"));
        EmbeddingModel ofFile = new OnnxEmbeddingModel(model, tokenizer, PoolingMode.MEAN);
        // Later releases hand the path to ONNX Runtime and older ones the bytes, whose model is named after the class that loads them.
        String beneath = "onnxruntime/" + arguments[1];
        BOOKS.loaded(beneath);
        embed("langchain4j/OnnxEmbeddingModel", beneath, ofFile);

        ScoringModel scoring = new OnnxScoringModel(directory.resolve("scores.onnx").toString(), tokenizer.toString());
        BOOKS.loaded("onnxruntime/scores");
        for (int i = 0; i < ROUNDS; i++) {
            BOOKS.call("langchain4j/OnnxScoringModel", 1, () -> scoring.score("a text", "a question"));
            BOOKS.call("langchain4j/OnnxScoringModel", 3, () -> scoring.scoreAll(segments(3), "a question"));
            BOOKS.succeeded("onnxruntime/scores", 1);
            BOOKS.succeeded("onnxruntime/scores", 3);
        }
        BOOKS.print();
        System.in.read();
    }

    /** Each text is a call of ONNX Runtime; one alone is made on the caller's thread, several on a pool. */
    private static void embed(String model, String beneath, EmbeddingModel embedding) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            all.add(threads.submit((Callable<?>) () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    BOOKS.call(model, 1, () -> embedding.embed("a text"));
                    BOOKS.call(model, 1, () -> embedding.embed(TextSegment.from("another text")));
                    BOOKS.call(model, 3, () -> embedding.embedAll(segments(3)));
                    for (int run = 0; run < 5; run++) {
                        BOOKS.succeeded(beneath, 1);
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        BOOKS.refused(model, 0, () -> embedding.embedAll(List.of()));
    }

    private static List<TextSegment> segments(int count) {
        List<TextSegment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(TextSegment.from("text " + i));
        }
        return segments;
    }

    private static Path extracted(String resource, Path file) throws Exception {
        try (InputStream in = LangChain4jCalls.class.getResourceAsStream("/" + resource)) {
            Files.copy(in, file);
        }
        return file;
    }
}
