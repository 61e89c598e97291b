package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/**
 * Trains four models and calls them, and one of a class of its own. The first argument is where the classes of that are; with a
 * second one it waits for a line before it calls.
 */
public class TribuoCalls {

    /** How the application sees its own model. */
    public interface Scorer<I> {
        Prediction<Label> predict(I input);
    }

    private static final ModelBooks BOOKS = new ModelBooks();
    private static final MutableDataset<Label> DATA = data();
    private static final Example<Label> EXAMPLE = example(5);
    private static final Example<Label> NOTHING_KNOWN =
            new ArrayExample<>(new Label("even"), new String[] {"unknown"}, new double[] {1});

    public static void main(String[] arguments) throws Exception {
        Model<Label> linear = trained("linear", new LogisticRegressionTrainer());
        Model<Label> tree = trained("tree", new CARTClassificationTrainer(4));
        Model<Label> forest = trained(
                "forest",
                new RandomForestTrainer<>(new CARTClassificationTrainer(4, 0.5f, 7), new VotingCombiner(), 5, 7));
        // A model of its own with another one inside; overrides one of the methods for many examples.
        Model<Label> scaled = trained(
                "scaled",
                new TransformTrainer<>(
                        new LogisticRegressionTrainer(),
                        new TransformationMap(List.of(new LinearScalingTransformation()))));
        Model<Label> own = own(linear, Path.of(arguments[0]).toUri().toURL());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        if (arguments.length > 1) {
            System.out.println("ready");
            input.readLine();
        }
        everyMethod("tribuo/linear", linear);
        everyMethod("tribuo/tree", tree);
        everyMethod("tribuo/forest", forest);
        everyMethod("tribuo/scaled", scaled);
        everyMethod("tribuo/own", own);
        @SuppressWarnings("unchecked")
        Scorer<Example<Label>> scorer = (Scorer<Example<Label>>) own;
        for (int i = 0; i < 10; i++) {
            BOOKS.call("tribuo/own", 0, () -> scorer.predict(EXAMPLE));
        }
        BOOKS.print();
        input.readLine();
    }

    private static MutableDataset<Label> data() {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("numbers", labels), labels);
        for (int i = 0; i < 60; i++) {
            data.add(example(i));
        }
        return data;
    }

    private static Example<Label> example(int number) {
        return new ArrayExample<>(
                new Label(number % 2 == 0 ? "even" : "odd"),
                new String[] {"half", "rest", "square"},
                new double[] {number / 2 + 1, number % 2 + 1, number * number + 1});
    }

    private static Model<Label> trained(String name, Trainer<Label> trainer) {
        Model<Label> model = trainer.train(DATA);
        model.setName(name);
        return model;
    }

    private static void everyMethod(String name, Model<Label> model) throws Exception {
        for (int i = 0; i < 30; i++) {
            BOOKS.call(name, 0, () -> model.predict(EXAMPLE));
        }
        BOOKS.refused(name, 0, () -> model.predict(NOTHING_KNOWN));
        for (int i = 0; i < 4; i++) {
            BOOKS.call(name, 60, () -> model.predict(DATA));
            BOOKS.call(name, 2, () -> model.predict(List.of(EXAMPLE, EXAMPLE)));
        }
    }

    /** A model whose class, two of its super classes and the one of its predictions are the application's, in another loader. */
    @SuppressWarnings("unchecked")
    private static Model<Label> own(Model<Label> inner, URL classes) throws Exception {
        ClassLoader loader = new URLClassLoader(new URL[] {classes}, TribuoCalls.class.getClassLoader());
        Model<Label> model = (Model<Label>)
                loader.loadClass("plugin.OwnModel").getConstructor(Model.class).newInstance(inner);
        model.setName("own");
        return model;
    }
}
