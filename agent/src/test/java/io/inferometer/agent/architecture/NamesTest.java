package io.inferometer.agent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Exporters and libraries are named in one place each. */
class NamesTest {

    private static final Path MAIN = Path.of("target", "classes", "io", "inferometer", "agent");

    /** Code that depends on an exporter asks its row. Keys are named where options are declared and where their values are used. */
    @Test
    void nothingButTheTableNamesAnExporter() throws IOException {
        Map<String, String> otherMeanings = Map.of(
                "premain/AgentJar.class file", "the scheme of a URL",
                "config/ItemSyntax.class http", "the scheme of a URL",
                "http/Listener.class http", "the name of a thread",
                "redaction/SecretNames.class file", "a word of English");
        assertThat(textsOutside("exporter/", ExporterTable.names()::contains))
                .isEqualTo(new TreeSet<>(otherMeanings.keySet()));
    }

    /** Neither its name nor a class of it. Own metrics are declared as a library is, and are none; the AWS SDK has no name to choose it by. */
    @Test
    void nothingButADeclarationNamesALibrary() throws IOException {
        Map<String, String> reasons = Map.of(
                "async/SdkSite.class software.amazon.awssdk.core.ResponseInputStream",
                "what a call of S3 returns, by which its end is known");
        List<String> names = LibraryIndex.names();
        Set<String> packages = new TreeSet<>();
        for (LibraryIndex.Entry entry : LibraryIndex.entries()) {
            if (!entry.name().equals(Library.METRICS)) {
                Stream.concat(entry.named().stream(), entry.inherited().stream().map(LibraryIndex.Inherited::className))
                        .map(type -> type.replaceAll("^(\\w+\\.\\w+\\.).*", "$1"))
                        .forEach(packages::add);
            }
        }
        assertThat(packages).contains("ai.onnxruntime.", "org.tribuo.");

        assertThat(textsOutside(
                        "library/",
                        text -> names.contains(text) || packages.stream().anyMatch(text.replace('/', '.')::startsWith)))
                .isEqualTo(reasons.keySet());
    }

    /** The constants of our classes that are such texts, but those of a package and of the options, each behind its class. */
    private static Set<String> textsOutside(String place, Predicate<String> isNamed) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = MAIN.relativize(file).toString().replace(File.separatorChar, '/');
                if (name.endsWith(".class") && !name.equals("config/Options.class") && !name.startsWith(place)) {
                    Bytecode.texts(file).stream().filter(isNamed).forEach(text -> found.add(name + " " + text));
                }
            }
        }
        return found;
    }
}
