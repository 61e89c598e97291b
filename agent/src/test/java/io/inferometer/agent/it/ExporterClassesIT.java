package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Service;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Who loads what push exporters need. */
class ExporterClassesIT {

    private static final Predicate<String> OF_EXPORTERS = Pattern.compile("software\\.amazon\\..*"
                    + "|io\\.inferometer\\.exporter\\.(aws|statsd|file)\\..*|io\\.inferometer\\.agent\\.spool\\..*")
            .asMatchPredicate();

    @TempDir
    Path directory;

    @EachJdk
    void withoutPushExportersNobody(Jdk jdk) throws InterruptedException {
        assertThat(load(jdk, "interval=1s").all()).noneMatch(OF_EXPORTERS);
    }

    @EachJdk
    void withOneThreadsOfTheAgentAlone(Jdk jdk) throws InterruptedException {
        ClassLoadLog log = load(
                jdk,
                "exporters=sagemaker-metrics,interval=1s,sagemaker-metrics.trial-component=trial,aws.region=us-east-1,"
                        + "aws.endpoint=http://127.0.0.1:1,spool.directory=" + directory);
        assertThat(log.all()).anyMatch(OF_EXPORTERS);
        assertThat(log.byMainThread(Service.class)).noneMatch(OF_EXPORTERS);
    }

    /** What is loaded in the first windows and by an ordinary end. */
    private ClassLoadLog load(Jdk jdk, String options) throws InterruptedException {
        Path log = directory.resolve("classes.log");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(options)
                .environment("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
                .environment("AWS_SECRET_ACCESS_KEY", "secret")
                .flags(ClassLoadLog.flag(log))
                .start(Service.class)) {
            jvm.awaitOut("called 1 ");
            Thread.sleep(3_000);
            assertThat(jvm.finish().exitCode()).isZero();
        }
        return new ClassLoadLog(log);
    }
}
