package io.inferometer.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.fixture.GivenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table says is so. */
class ExporterTableTest {

    private static final Path ROOT = Path.of("..");
    private static final String COMMAND = "mvn -f agent/pom.xml test -Dtest=ExporterTableTest -Dpage=write";

    static Stream<ExporterRow> rows() {
        return ExporterTable.rows().stream();
    }

    static Stream<ExporterRow> pushing() {
        return rows().filter(ExporterRow::pushes);
    }

    @Test
    void theCommittedPageSaysWhatTheTableSays() throws IOException {
        Path page = ROOT.resolve("docs/exporters.md");
        if ("write".equals(System.getProperty("page"))) {
            Files.writeString(page, ExportersPage.text());
        }
        assertThat(page).as("Write the page anew with: %s", COMMAND).hasContent(ExportersPage.text());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyExporterHasAPageAndANameOfItsOwn(ExporterRow row) {
        assertThat(ROOT.resolve("docs/" + row.name() + ".md")).exists();
        assertThat(ExporterTable.row(row.name())).isSameAs(row);
        assertThat(row.name()).matches("[a-z-]+");
    }

    /** A family that is not packed would be missing where its exporter is first wanted. */
    @ParameterizedTest
    @MethodSource("pushing")
    void everyFamilyIsAModuleThatIsPacked(ExporterRow row) throws IOException {
        Path module = ROOT.resolve("exporters").resolve(row.family());
        assertThat(module.resolve("src/main/resources/META-INF/services/io.inferometer.exporter.api.ExporterProvider"))
                .exists();
        assertThat(module.resolve("pom.xml"))
                .content()
                .contains("<family>" + row.family() + "</family>", "inferometer-exporter-family");
        assertThat(Path.of("pom.xml")).content().contains("inferometer-exporter-" + row.family() + "<");
        assertThat(ROOT.resolve("exporters/pom.xml")).content().contains("<module>" + row.family() + "</module>");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyExporterHasSettingsAndWhatItRequiresIsAmongThem(ExporterRow row) {
        List<String> keys = Options.all().stream().map(Option::key).toList();
        assertThat(keys).anyMatch(row::reads);
        for (ExporterRow.Requirement requirement : row.requirements()) {
            assertThat(keys).containsAll(requirement.keys());
            assertThat(requirement.keys()).isNotEmpty().allMatch(row::reads);
        }
    }

    @ParameterizedTest
    @MethodSource("pushing")
    void anExporterThatLacksWhatItRequiresSaysWhatToDo(ExporterRow row) {
        GivenSettings settings = new GivenSettings(Given.resource("run"));
        for (ExporterRow.Requirement requirement : row.requirements()) {
            for (Object nothing : new Object[] {"", " ", false}) {
                requirement.keys().forEach(key -> settings.with(key, nothing));
                assertThatThrownBy(() -> row.check(settings))
                        .isInstanceOf(MissingSettingException.class)
                        .hasMessageStartingWith(requirement.keys().get(0))
                        .hasMessageContainingAll(requirement.keys().toArray(new String[0]))
                        .hasMessageEndingWith(" to " + requirement.expected());
            }
            settings.with(requirement.keys().get(0), "given");
        }
        row.check(settings);
    }

    /** A switch each: one that is on makes the exporter useful. */
    @Test
    void oneOfSeveralRequirementsWillDo() {
        ExporterRow row = ExporterTable.row("cloudwatch-logs");
        List<String> switches = row.requirements().get(0).keys();
        assertThat(switches).containsExactly("cloudwatch-logs.emf", "cloudwatch-logs.data-log");
        GivenSettings settings = new GivenSettings(Given.resource("run"));
        switches.forEach(each -> settings.with(each, false));
        assertThatThrownBy(() -> row.check(settings))
                .hasMessage(
                        "cloudwatch-logs.emf=false and cloudwatch-logs.data-log=false leave nothing to send: set one of"
                                + " them to true, to send metrics as log events or a line for each queued request");
        for (String on : switches) {
            settings.with(on, true);
            row.check(settings);
            settings.with(on, false);
        }
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ExporterTable.row("htpp"));
    }

    @Test
    void theDefaultIsAskedForWhatItKnows() {
        assertThat(ExporterTable.row(ExporterTable.DEFAULT).pushes()).isFalse();
        assertThat(ExporterTable.pushing(ExporterTable.names()))
                .containsExactlyElementsOf(pushing().map(ExporterRow::name).toList());
        assertThat(ExporterTable.anyPulled(ExporterTable.names())).isTrue();
        assertThat(ExporterTable.anyPulled(ExporterTable.pushing(ExporterTable.names())))
                .isFalse();
    }

    @Test
    void aPrefixIsNotAnothersBeginning() {
        assertThat(ExporterTable.row("cloudwatch").reads("cloudwatch-logs.emf")).isFalse();
        assertThat(ExporterTable.row("cloudwatch").reads("aws.region")).isTrue();
        assertThat(ExporterTable.row("file").reads("aws.region")).isFalse();
        assertThat(ExporterTable.isOfPushExporter("http.host")).isFalse();
        assertThat(ExporterTable.isOfPushExporter("interval")).isFalse();
    }

    /** The script reads the rows of the source file: it must find them all, and settle each. */
    @Test
    void theQuickstartKnowsEveryExporter() throws Exception {
        Process help = new ProcessBuilder(
                        "bash", ROOT.resolve("sample-apps/quickstart.sh").toString(), "--help")
                .redirectErrorStream(true)
                .start();
        String page = new String(help.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(help.waitFor()).as(page).isZero();
        assertThat(page).contains(", of " + String.join(",", ExporterTable.names()) + "\n");
        String settled = Files.readString(ROOT.resolve(
                "sample-apps/embedding-server/src/main/java/io/inferometer/sample/quickstart/Quickstart.java"));
        assertThat(ExporterTable.names()).allSatisfy(name -> assertThat(settled).contains("case \"" + name + "\""));
    }
}
