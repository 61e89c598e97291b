package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import smile.classification.DecisionTree;
import smile.classification.LogisticRegression;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;

/** Trains two of Smile's models and calls them. */
public class SmileCalls {

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        double[][] rows = new double[60][];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i / 2, i % 2};
            labels[i] = i % 2;
        }
        LogisticRegression logistic = LogisticRegression.binomial(rows, labels);
        DataFrame frame = DataFrame.of(rows, "half", "rest").merge(IntVector.of("odd", labels));
        DecisionTree tree = DecisionTree.fit(Formula.lhs("odd"), frame);
        for (int i = 0; i < 20; i++) {
            double[] row = rows[i];
            var tuple = frame.get(i);
            BOOKS.call("smile/Binomial", 0, () -> logistic.predict(row));
            BOOKS.call("smile/DecisionTree", 0, () -> tree.predict(tuple));
        }
        BOOKS.print();
        System.in.read();
    }
}
