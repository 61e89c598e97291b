package application;

import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;

/** Calls models that are written here: one by itself, one that is made of two. */
public class JpmmlCalls {

    private static final String HEAD = """
            <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header modelVersion="1.2"/>
            <DataDictionary>
              <DataField name="x" optype="continuous" dataType="double">%s</DataField>
              <DataField name="y" optype="continuous" dataType="double"/>
            </DataDictionary>
            """;

    private static final String SCHEMA =
            "<MiningSchema><MiningField name=\"x\" invalidValueTreatment=\"returnInvalid\"/>"
                    + "<MiningField name=\"y\" usageType=\"target\"/></MiningSchema>";

    private static final String TABLE =
            "<RegressionTable intercept=\"1\"><NumericPredictor name=\"x\" coefficient=\"2\"/></RegressionTable>";

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        Evaluator line = load(HEAD.formatted("<Interval closure=\"closedClosed\" leftMargin=\"0\" rightMargin=\"9\"/>")
                + regression("line") + "</PMML>");
        BOOKS.loaded("jpmml/line");
        for (int i = 0; i < 500; i++) {
            BOOKS.call("jpmml/line", 0, () -> line.evaluate(Map.of("x", 3.0)));
        }
        BOOKS.refused("jpmml/line", 0, () -> line.evaluate(Map.of("x", 10.0)));

        Evaluator both = load(HEAD.formatted("")
                + "<MiningModel modelName=\"both\" functionName=\"regression\">" + SCHEMA
                + "<Segmentation multipleModelMethod=\"sum\">"
                + "<Segment id=\"1\"><True/>" + regression("first") + "</Segment>"
                + "<Segment id=\"2\"><True/>" + regression("second") + "</Segment>"
                + "</Segmentation></MiningModel></PMML>");
        BOOKS.loaded("jpmml/both");
        for (int i = 0; i < 20; i++) {
            BOOKS.call("jpmml/both", 0, () -> both.evaluate(Map.of("x", 3.0)));
        }
        BOOKS.print();
        System.in.read();
    }

    private static String regression(String name) {
        return "<RegressionModel modelName=\"" + name + "\" functionName=\"regression\">" + SCHEMA + TABLE
                + "</RegressionModel>";
    }

    private static Evaluator load(String pmml) throws Exception {
        return new LoadingModelEvaluatorBuilder()
                .load(new ByteArrayInputStream(pmml.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
