package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.util.List;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.transformers.TransformersEmbeddingModel;
import org.springframework.core.io.ClassPathResource;

/** Calls MiniLM through Spring AI, with the model and the tokenizer that LangChain4j's jar has. */
public class SpringAiCalls {

    private static final String MODEL = "onnxruntime/TransformersEmbeddingModel";

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        TransformersEmbeddingModel model = new TransformersEmbeddingModel();
        model.setModelResource(new ClassPathResource("all-minilm-l6-v2-q.onnx"));
        model.setTokenizerResource(new ClassPathResource("all-minilm-l6-v2-q-tokenizer.json"));
        model.setDisableCaching(true);
        // All texts of a request are one table, which has as many columns as the longest has tokens.
        model.setTokenizerOptions(java.util.Map.of("padding", "true"));
        model.afterPropertiesSet();
        BOOKS.loaded(MODEL);
        for (int i = 0; i < 20; i++) {
            BOOKS.call(MODEL, 1, () -> model.embed("a text"));
            BOOKS.call(MODEL, 3, () -> model.embed(List.of("one text", "another, longer text", "a third one")));
            BOOKS.call(
                    MODEL,
                    2,
                    () -> model.call(new EmbeddingRequest(
                            List.of("a request", "of two texts"),
                            EmbeddingOptions.builder().build())));
        }
        model.close();
        BOOKS.closed(MODEL);
        BOOKS.print();
        System.in.read();
    }
}
