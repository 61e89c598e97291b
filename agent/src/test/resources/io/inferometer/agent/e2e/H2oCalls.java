package application;

import hex.genmodel.MojoModel;
import hex.genmodel.MojoReaderBackend;
import hex.genmodel.MojoReaderBackendFactory;
import hex.genmodel.easy.EasyPredictModelWrapper;
import hex.genmodel.easy.RowData;
import io.inferometer.agent.e2e.app.ModelBooks;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Calls a linear model of two columns, written here as a MOJO. The argument is a folder. */
public class H2oCalls {

    private static final String MODEL = "h2o/4711";

    private static final String DESCRIPTION = """
            [info]
            h2o_version = 3.30.0.1
            mojo_version = 1.00
            algo = glm
            algorithm = Generalized Linear Modeling
            category = Regression
            uuid = 4711
            supervised = true
            n_features = 2
            n_classes = 1
            n_columns = 3
            n_domains = 0
            balance_classes = false
            default_threshold = 0.5
            prior_class_distrib = null
            model_class_distrib = null
            use_all_factor_levels = false
            cats = 0
            cat_offsets = [0]
            nums = 2
            num_means = [0.0, 0.0]
            mean_imputation = true
            beta = [2.0, 3.0, 1.0]
            family = gaussian
            link = identity
            tweedie_link_power = 0.0

            [columns]
            x
            y
            z

            [domains]
            """;

    private static final ModelBooks BOOKS = new ModelBooks();

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createDirectories(Path.of(arguments[0])).resolve("linear.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("model.ini"));
            zip.write(DESCRIPTION.getBytes(StandardCharsets.UTF_8));
        }
        MojoModel model = MojoModel.load(file.toString());
        BOOKS.loaded(MODEL);
        MojoReaderBackend backend = MojoReaderBackendFactory.createReaderBackend(file.toString());
        MojoModel.load(backend);
        BOOKS.loaded(MODEL);
        BOOKS.notLoaded("h2o/H2oCalls", () -> MojoModel.load(arguments[0] + "/missing.zip"));
        EasyPredictModelWrapper wrapper = new EasyPredictModelWrapper(model);
        RowData row = new RowData();
        row.put("x", 1.0);
        row.put("y", 2.0);
        for (int i = 0; i < 50; i++) {
            double value = wrapper.predictRegression(row).value;
            if (value != 9) {
                throw new IllegalStateException("predicted " + value);
            }
            BOOKS.succeeded(MODEL, 0);
            BOOKS.call(MODEL, 0, () -> wrapper.predict(row));
        }
        row.put("y", "two");
        BOOKS.refused(MODEL, 0, () -> wrapper.predictRegression(row));
        BOOKS.print();
        System.in.read();
    }
}
