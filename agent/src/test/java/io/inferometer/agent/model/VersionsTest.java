package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Engine;
import io.inferometer.agent.library.Naming;
import io.inferometer.agent.library.Reading;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model has the same version where it is loaded and where it is called. */
class VersionsTest {

    /** @param version what a library answers */
    public record Versioned(Object version) {}

    private static final Expression VERSION = Expression.parse("this.version()");

    static Stream<Arguments> versions() {
        return Stream.of(
                Arguments.of("3", "3"),
                Arguments.of("0", "0"),
                Arguments.of("-beta", "-beta"),
                Arguments.of("", ""),
                Arguments.of(3L, "3"),
                Arguments.of(0L, ""),
                Arguments.of(-1L, ""),
                Arguments.of(Long.MAX_VALUE, ""),
                Arguments.of(0, ""),
                Arguments.of(7, "7"),
                Arguments.of(0.5, "0.5"),
                Arguments.of(LocalDate.EPOCH, "1970-01-01"),
                Arguments.of(List.of(1), ""));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aLoadAndACallTellTheSame(Object told, String expected) {
        DeclaredNames loads = new DeclaredNames(
                new Naming(null, VERSION, List.of()),
                new Engine("", null, null, null, ""),
                Reading.NOTHING,
                expression -> -1,
                problem -> {});
        ModelRegistry registry = new ModelRegistry(new Recorder(), 10, Map.of());
        ReadModels calls = new ReadModels(
                registry,
                "jpmml",
                ReadModels.TextReader.NOTHING,
                new ReadModels.TextReader(new Reader(VERSION, problem -> {}), true, -1),
                "churn",
                new SiteErrors());

        assertThat(loads.versionOf(new Versioned(told))).isEqualTo(expected);
        assertThat(registry.id(calls.find(new Versioned(told), null).index()).version())
                .isEqualTo(expected);
    }
}
