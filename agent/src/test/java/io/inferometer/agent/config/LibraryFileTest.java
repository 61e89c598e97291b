package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a file is said, and the rest of it holds. */
class LibraryFileTest {

    @TempDir
    Path directory;

    private final List<String> problems = new ArrayList<>();

    private Library read(String... lines) throws IOException {
        Path file = directory.resolve("acme.properties");
        Files.writeString(file, String.join("\r\n", lines));
        return LibraryFile.readAll(List.of(file.toString()), problems).get(0);
    }

    @Test
    void aKeyThatIsThereTwiceIsSaid() throws IOException {
        Library library = read(
                "name=acme",
                "call.score=com.acme.Scorer#score",
                "call.score=com.acme.Scorer#rank",
                "load.open=com.acme.Scorer#open",
                "load.open=com.acme.Scorer#open");
        assertThat(library.targets()).hasSize(2);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("call.score (")
                .contains("given more than once");
    }

    @Test
    void whatALoadOrAnUnloadCannotTellIsLeftOut() throws IOException {
        Library library = read(
                "name=acme",
                "load.named=com.acme.Scorer#open@fraud",
                "load.self=com.acme.Scorer#open@model=this.name",
                "load.open=com.acme.Scorer#open@model=arg0",
                "unload.all=com.acme.Scorers#close(com.acme.Scorer)",
                "unload.close=com.acme.Scorer#close()");
        assertThat(library.targets()).hasSize(2);
        assertThat(problems).hasSize(3);
        assertThat(String.join("\n", problems))
                .contains("load.named=com.acme.Scorer#open@fraud in ")
                .contains("load.self=")
                .contains("expected a method without parameters that is called on the model");
    }
}
