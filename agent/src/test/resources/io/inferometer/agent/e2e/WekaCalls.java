package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.util.ArrayList;
import java.util.List;
import weka.classifiers.Classifier;
import weka.classifiers.bayes.NaiveBayes;
import weka.classifiers.trees.J48;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/** Trains two of Weka's classifiers and calls them. */
public class WekaCalls {

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        Instances data = new Instances(
                "numbers",
                new ArrayList<>(List.of(new Attribute("half"), new Attribute("rest"), new Attribute("is", List.of("even", "odd")))),
                60);
        data.setClassIndex(2);
        for (int i = 0; i < 60; i++) {
            data.add(new DenseInstance(1, new double[] {i / 2, i % 2, i % 2}));
        }
        for (Classifier classifier : List.of(new J48(), new NaiveBayes())) {
            classifier.buildClassifier(data);
            String model = "weka/" + classifier.getClass().getSimpleName();
            for (int i = 0; i < 20; i++) {
                var row = data.instance(i);
                BOOKS.call(model, 0, () -> classifier.classifyInstance(row));
                BOOKS.call(model, 0, () -> classifier.distributionForInstance(row));
            }
        }
        BOOKS.print();
        System.in.read();
    }
}
