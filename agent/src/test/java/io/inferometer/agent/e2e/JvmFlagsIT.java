package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Jdks;
import io.inferometer.agent.it.Result;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts are exact however the JVM is set up. */
class JvmFlagsIT {

    static Stream<Arguments> jdksAndFlags() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(
                                "-Xmx32m",
                                "-XX:+UseSerialGC",
                                "-Xint",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:off",
                                "-XX:+UseZGC")
                        .map(flag -> Arguments.of(jdk, flag)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("jdksAndFlags")
    void everyCallIsCounted(Jdk jdk, String flag) {
        int calls = flag.equals("-Xint") ? 20_000 : 200_000;

        Result result = ScoreRun.assertExact(ForkedJvm.of(jdk).agent().flags(flag), 3, calls);

        assertThat(result.errLines()).hasSize(1).allMatch(line -> line.contains(" INFO inferometer "));
    }
}
