package io.inferometer.agent.exporter;

import java.util.ArrayList;
import java.util.List;

/** The page of all exporters, {@code docs/exporters.md}, written from their rows. */
final class ExportersPage {

    private static final String HEAD = """
            # Exporters

            `exporters` chooses any of these. An exporter that pushes has a thread of its own and gets each window; its windows are kept on
            disk until they are delivered ([delivery](delivery.md)), where the table says so. One that lacks what it requires is off, which
            one line says; so is one with a wrong value among its text settings. All settings are in [configuration](configuration.md). To
            add one: [adding an exporter](adding-an-exporter.md).

            | exporter | what | how | kept on disk | requires | settings |
            |---|---|---|---|---|---|
            """;

    private ExportersPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (ExporterRow row : ExporterTable.rows()) {
            List<String> required = new ArrayList<>();
            row.requirements()
                    .forEach(each -> required.add("`" + String.join("` or `", each.keys()) + "`: " + each.expected()));
            boolean shares =
                    row.pushes() && row.sharesSettings() && !row.family().equals(row.name());
            page.append(String.format(
                    "| [`%s`](%s.md) | %s | %s | %s | %s | %s |%n",
                    row.name(),
                    row.name(),
                    row.purpose(),
                    row.pushes() ? "pushes" : "is asked",
                    row.pushes() ? (row.spools() ? "yes" : "no") : "–",
                    required.isEmpty() ? "–" : String.join("; ", required),
                    "`" + row.name() + ".*`" + (shares ? ", `" + row.family() + ".*`" : "")));
        }
        return page.toString();
    }
}
