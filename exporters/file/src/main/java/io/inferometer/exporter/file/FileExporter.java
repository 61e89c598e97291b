package io.inferometer.exporter.file;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.LinesFile;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.api.WriteFailure;
import java.io.IOException;

/** Appends windows to a file. A file that cannot be written is a reason to wait: a disk is emptied, a directory made. */
final class FileExporter implements Exporter {

    private final LinesFile file;

    FileExporter(LinesFile file) {
        this.file = file;
    }

    @Override
    public Delivery export(Window window) {
        try {
            file.append(WindowJson.line(window));
            return Delivery.delivered();
        } catch (IOException e) {
            return Delivery.retryLater(WriteFailure.describe(FileExporterProvider.PATH, file.path(), e));
        }
    }
}
