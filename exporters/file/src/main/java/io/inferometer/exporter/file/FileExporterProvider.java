package io.inferometer.exporter.file;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.LinesFile;
import io.inferometer.exporter.api.MissingSettingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Makes the exporter {@code file}. */
public final class FileExporterProvider implements ExporterProvider {

    static final String PATH = "file.path";
    static final String MAX_SIZE = "file.max-size";

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Exporter create(ExporterContext context) {
        String path = context.text(PATH).orElse("inferometer.jsonl");
        try {
            return new FileExporter(new LinesFile(Path.of(path).toAbsolutePath(), context.size(MAX_SIZE)));
        } catch (InvalidPathException e) {
            throw new MissingSettingException(PATH + "=" + path + " is not a path: " + e.getReason());
        }
    }
}
