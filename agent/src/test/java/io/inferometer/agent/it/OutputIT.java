package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Hello;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** What the agent prints. */
@Tag("safety")
class OutputIT {

    @EachJdk
    void outputIsTheApplicationsOwn(Jdk jdk) {
        Result without = ForkedJvm.of(jdk).run(Hello.class);
        Result with = ForkedJvm.of(jdk).agent().run(Hello.class);

        assertThat(with.exitCode()).isZero();
        assertThat(with.out()).isEqualTo(without.out());
        List<String> warnings = new ArrayList<>(with.errLines());
        warnings.removeAll(without.errLines());
        assertThat(warnings).noneMatch(line -> line.contains("WARNING")).hasSizeLessThanOrEqualTo(3);
        assertThat(warnings).allMatch(line -> line.matches("\\S+Z inferometer INFO .*"));
    }
}
