package io.inferometer.sample.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;

/**
 * The transformer, loaded once. Thread-safe.
 *
 * <p>LangChain4j runs the model once per 510 tokens of a text, but this model's tokenizer keeps no more than the first
 * 126 (the {@code truncation} of its {@code tokenizer.json}): one text is always exactly one run.
 */
public final class SentenceEmbedder {

    static final String MODEL = "all-minilm-l6-v2-q";
    static final int DIMENSIONS = 384;

    private final EmbeddingModel model;

    public SentenceEmbedder() {
        // DJL's tokenizer otherwise asks the cloud's metadata service where it runs, and tells its makers.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // LangChain4j spreads the texts of one call over this executor; here a request stays on its own thread.
        model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    }

    /** One vector of length 1 per text, in the same order, each by one run of the model. */
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(text -> model.embed(text).content().vector()).toList();
    }
}
