package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of an exporter is what a running agent does with it, word for word. */
@Tag("safety")
class RequirementsFaultsIT {

    private static final List<String> EXPORTERS = ExporterTable.pushing(ExporterTable.names());

    private static final String ALL = "exporters=" + String.join(",", EXPORTERS) + ",interval=1s,shutdown.timeout=0s";

    /** All that they require. */
    private static final String RIGHT =
            ",aws.region=us-east-1,aws.endpoint=http://127.0.0.1:1,sagemaker-metrics.trial-component=trial"
                    + ",sagemaker-edge.device-fleet-name=fleet,sagemaker-edge.interval=1s,cloudwatch-logs.emf=true"
                    + ",sentinel.token=token,sentinel.url=http://127.0.0.1:1";

    private static final Pattern OFF = Pattern.compile("exporter (\\S+) is off: .*");

    @TempDir
    Path directory;

    @OneJdk
    void nothingIsMissing(Jdk jdk) {
        assertThat(off(jdk, RIGHT)).isEmpty();
    }

    @OneJdk
    void oneRequirementAfterTheOtherIsMissing(Jdk jdk) {
        for (ExporterRow row : ExporterTable.rows()) {
            for (ExporterRow.Requirement requirement : row.requirements()) {
                String without = RIGHT;
                for (String key : requirement.keys()) {
                    without = without.replaceAll("," + Pattern.quote(key) + "=[^,]*", "");
                }
                assertThat(without).as(requirement.toString()).isNotEqualTo(RIGHT);
                assertThat(off(jdk, without)).containsExactly(row.name());
            }
        }
    }

    @OneJdk
    void aWrongEndpointTurnsOffAllThatWouldUseIt(Jdk jdk) {
        for (String endpoint :
                List.of("127.0.0.1:4566", "http://host_name:1", "HTTP//127.0.0.1:1", "http://u:p@h", "")) {
            String options = RIGHT.replace("aws.endpoint=http://127.0.0.1:1", "aws.endpoint=" + endpoint);
            assertThat(off(jdk, options + ",cloudwatch.endpoint=http://127.0.0.1:1"))
                    .as(endpoint)
                    .containsExactlyInAnyOrder("sagemaker-metrics", "sagemaker-edge", "cloudwatch-logs");
        }
    }

    @OneJdk
    void aWrongNameTurnsOffTheOnesThatWouldUseIt(Jdk jdk) {
        assertThat(off(jdk, RIGHT + ",cloudwatch.namespace=AWS/SageMaker"))
                .containsExactlyInAnyOrder("cloudwatch", "cloudwatch-logs");
        assertThat(off(jdk, RIGHT.replace("us-east-1", "us east")))
                .containsExactlyInAnyOrder("sagemaker-metrics", "sagemaker-edge", "cloudwatch", "cloudwatch-logs");
        assertThat(
                        off(
                                jdk,
                                RIGHT.replace("=trial", "=Wrong_Trial").replace("=fleet", "=a b!")
                                        + ",cloudwatch.endpoint=ftp://h,cloudwatch-logs.group=aws/x,sentinel.s3-endpoint=h,statsd.address=host,file.path="))
                .containsExactlyInAnyOrderElementsOf(EXPORTERS);
    }

    /** A running agent ignores these mistakes; {@code check} fails on them. */
    @OneJdk
    void whatARunningAgentWarnsOfIsAMistake(Jdk jdk) {
        String aws = RIGHT.replace(",aws.endpoint=http://127.0.0.1:1", "");
        Result socks = AwsSettings.signed(ForkedJvm.of(jdk))
                .runTool("java", "-DsocksProxyHost=h", "-jar", ForkedJvm.AGENT.toString(), "check", ALL + aws);
        assertThat(socks.exitCode()).isEqualTo(1);
        assertThat(socks.out())
                .contains("mistake: cloudwatch: socksProxyHost is ignored", "set HTTPS_PROXY to http://host:3128 if");

        Result exemption = AwsSettings.signed(ForkedJvm.of(jdk))
                .environment("HTTPS_PROXY", "http://127.0.0.1:1")
                .environment("NO_PROXY", "10.0.0.0/99")
                .runTool("java", "-jar", ForkedJvm.AGENT.toString(), "check", ALL + aws);
        assertThat(exemption.exitCode()).isEqualTo(1);
        for (String exporter : EXPORTERS.subList(0, 4)) {
            assertThat(exemption.out()).contains("mistake: " + exporter + ": NO_PROXY holds '10.0.0.0/99'");
        }
        assertThat(exemption.out()).doesNotContain("is off");

        Result proxy = AwsSettings.signed(ForkedJvm.of(jdk))
                .environment("HTTPS_PROXY", "http://proxy:3128/pac@corp")
                .runTool(
                        "java",
                        "-jar",
                        ForkedJvm.AGENT.toString(),
                        "check",
                        ALL + aws.replace(",sentinel.token=token", ""));
        assertThat(proxy.exitCode()).isEqualTo(1);
        assertThat(proxy.out())
                .contains("mistake: exporter cloudwatch is off: HTTPS_PROXY cannot be used, ")
                .contains(": set it to http://host:3128 or https://host:3128, with user, colon, password and at sign")
                .doesNotContain("***", "corp");
    }

    /** The exporters that are off in a running agent; {@code check} names the same, and fails if there are any. */
    private Set<String> off(Jdk jdk, String more) {
        String options = ALL + more + (more.contains("file.path=") ? "" : ",file.path=" + directory.resolve("w.jsonl"));
        Result check = AwsSettings.signed(ForkedJvm.of(jdk))
                .runTool("java", "-jar", ForkedJvm.AGENT.toString(), "check", options);
        Set<String> announced = lines(check.out());
        assertThat(check.exitCode()).as(check.out() + check.err()).isEqualTo(announced.isEmpty() ? 0 : 1);
        ForkedJvm jvm = AwsSettings.signed(ForkedJvm.of(jdk))
                .environment("XDG_STATE_HOME", directory.toString())
                .directory(directory)
                .agentWithExactly(options);
        try (RunningJvm running = jvm.start(Commands.class)) {
            running.send("score 8");
            for (String exporter : EXPORTERS) {
                if (!exporter.equals("file") || names(announced).contains("file")) {
                    running.awaitErr("exporter " + exporter + "(:| is off:) ");
                }
            }
            Result result = running.finish();
            assertThat(lines(result.err())).isEqualTo(announced);
        }
        return names(announced);
    }

    private static Set<String> lines(String text) {
        return OFF.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Set<String> lines) {
        return lines.stream()
                .map(line -> OFF.matcher(line).replaceAll("$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
