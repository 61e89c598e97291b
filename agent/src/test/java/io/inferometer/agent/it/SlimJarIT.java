package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Service;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The smaller jar does all that the other does, but for what it lacks. */
class SlimJarIT {

    private static final Path SLIM = ForkedJvm.AGENT.resolveSibling("inferometer-agent-slim.jar");

    private static final String LACKS = "exporter cloudwatch is off: " + SLIM
            + " has no exporters of the family aws: use inferometer-agent.jar, or leave them out of exporters";

    @TempDir
    Path directory;

    @EachJdk
    void anExporterThatItLacksIsOneLine(Jdk jdk) {
        Path windows = directory.resolve("windows");
        String options = "http.port=0,interval=1s,exporters=http,file,cloudwatch,aws.region=eu-west-1,file.path="
                + windows + ",spool.directory=" + directory.resolve("spool");
        try (RunningJvm jvm = ForkedJvm.of(jdk).agentJar(SLIM, options).start(Service.class)) {
            jvm.send("10");
            jvm.awaitOut("^called 10 ");
            assertThat(jvm.metrics().calls("success")).isEqualTo(Map.of("annotated", 11L));
            jvm.awaitErr("has no exporters of the family aws");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            assertThat(result.errLines())
                    .filteredOn(line -> line.contains("cloudwatch"))
                    .singleElement()
                    .asString()
                    .contains(LACKS);
        }
        assertThat(windows).content().contains("\"annotated\"");
    }

    @EachJdk
    void checkSaysSo(Jdk jdk) {
        Result without = ForkedJvm.of(jdk)
                .runTool("java", "-jar", SLIM.toString(), "check", "exporters=http,cloudwatch,aws.region=eu-west-1");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.out().lines()).contains("mistake: " + LACKS);
        Result with = ForkedJvm.of(jdk).runTool("java", "-jar", SLIM.toString(), "check", "exporters=http,file");
        assertThat(with.exitCode()).as(with.out()).isZero();
    }
}
