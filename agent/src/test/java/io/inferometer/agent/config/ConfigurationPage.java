package io.inferometer.agent.config;

import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import java.util.ArrayList;
import java.util.List;

/** The reference page of all keys, {@code docs/configuration.md}, written from the declarations themselves. */
final class ConfigurationPage {

    private static final String HEAD = """
            # Configuration

            Nothing needs to be set. What is set comes from one of these places; the first that names a key wins:

            1. the agent's options: `-javaagent:inferometer-agent.jar=key=value,key=value`, or the path of one properties
               file in their place: `-javaagent:inferometer-agent.jar=/etc/inferometer.properties`
            2. a system property with `inferometer.` before the key: `-Dinferometer.http.port=9700`
            3. an environment variable, `INFEROMETER_` and the key in capitals, `.` and `-` written `_`:
               `INFEROMETER_HTTP_PORT=9700`; empty variables are ignored
            4. the properties file (UTF-8, where a backslash is written `\\\\`) that `config` names
            5. for some keys a variable of other software, which the table names: `OTEL_SERVICE_NAME`; a wrong value there is
               passed over unless an exporter that is asked for reads it
            6. the default

            A wrong value or an unknown key never stops the application: it is one warning that says what is expected, and the
            default applies; of more than a hundred mistakes the last line says how many there are. A wrong value that says where an exporter sends (text among the keys of the exporter or of its family: [exporters](exporters.md)) turns
            that exporter off: nothing goes to a place that was not meant. `java -jar inferometer-agent.jar check [options]` shows
            every value in force, where it comes from, and every mistake, and fails where an exporter would be off. Secrets in
            values are shown as `***`. Variables that Kubernetes makes for a Service named `inferometer…` are ignored.

            ## How values are written

            | kind | examples |
            |---|---|
            | duration | `500ms`, `10s`, `5m`, `2h`, `1d` |
            | size | `64KiB`, `512MiB`, `2GiB` |
            | list | `http,file`; empty for none |
            | comma | between agent options it ends a value, unless what follows has no `=` and the value is a list: then it goes \
            on (`exporters=http,file,interval=5s`). Between parentheses it never splits; `\\,` is a comma as such |

            ## Keys

            | key | default | expected | meaning |
            |---|---|---|---|
            """;

    private ConfigurationPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Option<?> option : Options.documented()) {
            append(page, option);
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Option<?> option) {
        String standard = option.defaultText();
        page.append("| `").append(option.key()).append("` | ");
        page.append(standard.isEmpty() ? "–" : option.isDerived() ? standard : "`" + standard + "`");
        page.append(" | ").append(option.expected());
        page.append(" | ").append(option.documentation());
        if (!option.aliases().isEmpty()) {
            page.append(" Also `").append(String.join("`, `", option.aliases())).append("`.");
        }
        for (ExporterRow row : ExporterTable.rows()) {
            for (ExporterRow.Requirement requirement : row.requirements()) {
                if (requirement.keys().contains(option.key())) {
                    List<String> others = new ArrayList<>(requirement.keys());
                    others.remove(option.key());
                    page.append(" `").append(row.name()).append("` requires it");
                    others.forEach(other -> page.append(" or `").append(other).append('`'));
                    page.append(": ").append(requirement.expected()).append('.');
                }
            }
        }
        page.append(" |\n");
    }
}
