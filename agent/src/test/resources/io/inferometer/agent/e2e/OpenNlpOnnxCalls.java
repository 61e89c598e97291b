package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.File;
import java.util.Map;
import opennlp.dl.InferenceOptions;
import opennlp.dl.doccat.DocumentCategorizerDL;
import opennlp.dl.doccat.scoring.AverageClassificationScoringStrategy;

/** Calls a model through OpenNLP's part for ONNX. The argument is a folder with {@code scores.onnx} and {@code vocabulary.txt}. */
public class OpenNlpOnnxCalls {

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        DocumentCategorizerDL categorizer = new DocumentCategorizerDL(
                new File(arguments[0], "scores.onnx"),
                new File(arguments[0], "vocabulary.txt"),
                Map.of(0, "only"),
                new AverageClassificationScoringStrategy(),
                new InferenceOptions());
        BOOKS.loaded("onnxruntime/scores");
        for (int i = 0; i < 50; i++) {
            BOOKS.call("onnxruntime/scores", 1, () -> categorizer.categorize(new String[] {"a text"}));
            BOOKS.call("onnxruntime/scores", 1, () -> categorizer.scoreMap(new String[] {"a text"}));
        }
        BOOKS.print();
        System.in.read();
    }
}
