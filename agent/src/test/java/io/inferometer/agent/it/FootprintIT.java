package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * An agent that has nothing to do takes no more than {@code docs/footprint.md} states, but for a quarter: programs differ in what of the JDK they
 * load themselves, and so do machines.
 */
@Tag("safety")
class FootprintIT {

    private static final Path PAGE = Path.of("..", "docs", "footprint.md");
    private static final String ALONE = "nothing but the agent";

    private static final double RATIO = 1.25;

    private static final long START_MILLIS = 4_000;

    /** What the page states; of the latest JDK before this one if it does not state this one. */
    private static JvmFootprint stated(Jdk jdk) throws IOException {
        JvmFootprint found = null;
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split(" *\\| *", -1);
            if (cells.length > 8
                    && cells[2].equals(ALONE)
                    && Integer.parseInt(cells[1].split("\\.", 2)[0]) <= jdk.feature()) {
                found = new JvmFootprint(
                        Double.parseDouble(cells[3]),
                        Double.parseDouble(cells[4]),
                        Double.parseDouble(cells[6]),
                        Double.parseDouble(cells[7]),
                        Double.parseDouble(cells[8]));
            }
        }
        assertThat(found).as("a line of %s for JDK %d", PAGE, jdk.feature()).isNotNull();
        return found;
    }

    @EachJdk
    void nothingButTheAgentTakesWhatIsStated(Jdk jdk) throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc");
        JvmFootprint stated = stated(jdk);
        try (RunningJvm without = ForkedJvm.of(jdk).start(Waiting.class);
                RunningJvm with = ForkedJvm.of(jdk).agent().start(Waiting.class)) {
            without.awaitOut("waiting");
            with.metrics();
            // Each is asked once, when the start is over: the JDK's beans, once used, are what the agent registers its
            // own with.
            Thread.sleep(START_MILLIS);
            JvmFootprint added = JvmFootprint.of(with).minus(JvmFootprint.of(without));
            List.of(without, with).forEach(RunningJvm::finish);
            assertThat(added.classes()).as("classes").isPositive().isLessThanOrEqualTo(stated.classes() * RATIO);
            assertThat(added.metaspace()).as("metaspace, KiB").isLessThanOrEqualTo(stated.metaspace() * RATIO);
            assertThat(added.heap()).as("heap, KiB").isLessThanOrEqualTo(stated.heap() * RATIO);
            assertThat(added.threads()).as("threads").isLessThanOrEqualTo(stated.threads());
            assertThat(added.handles()).as("handles").isLessThanOrEqualTo(stated.handles());
        }
    }
}
