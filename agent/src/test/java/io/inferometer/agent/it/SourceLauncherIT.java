package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are started from their source file: {@code java Scores.java}. */
@Tag("safety")
class SourceLauncherIT {

    private static final String SOURCE = """
            public class Scores {
                static class Scorer {
                    double score(double in) {
                        return in * 2;
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    double sum = 0;
                    for (int i = 0; i < 10; i++) {
                        sum += new Scorer().score(i);
                    }
                    System.out.println("sum " + sum + " " + arguments[0]);
                    System.in.read();
                }
            }
            """;

    @TempDir
    Path directory;

    @EachJdk
    void aSourceFileIsMeasuredAndNamesTheService(Jdk jdk) throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(directory.resolve("my programs")).resolve("Scores.java"), SOURCE);
        try (RunningJvm jvm =
                ForkedJvm.of(jdk).agent("methods=Scores$Scorer#score@scores").start(file.toString(), "x.java")) {
            jvm.awaitOut("^sum 90.0 x.java$");
            assertThat(jvm.metrics().calls("success")).isEqualTo(Map.of("scores", 10L));
            assertThat(jvm.finish().agentLines()).singleElement().asString().contains(" measures Scores; dashboard ");
        }
    }
}
