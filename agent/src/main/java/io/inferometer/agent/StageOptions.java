package io.inferometer.agent;

import io.inferometer.agent.async.AsyncLimits;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.config.StagePattern;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.weave.SdkStages;
import java.util.ArrayList;
import java.util.List;

/** What the options say of queued requests. */
final class StageOptions {

    private StageOptions() {}

    /** The methods that are stages. */
    static Library library(Config config) {
        List<Target> targets = new ArrayList<>();
        add(config, Options.ASYNC_ACCEPT, Target.Role.ACCEPT, targets);
        add(config, Options.ASYNC_PROCESS, Target.Role.PROCESS, targets);
        add(config, Options.ASYNC_DOWNLOAD, Target.Role.DOWNLOAD, targets);
        add(config, Options.ASYNC_MODEL, Target.Role.MODEL, targets);
        add(config, Options.ASYNC_UPLOAD, Target.Role.UPLOAD, targets);
        add(config, Options.ASYNC_NOTIFY, Target.Role.NOTIFY, targets);
        add(config, Options.ASYNC_EXPIRE, Target.Role.EXPIRE, targets);
        for (String text : config.get(Options.ASYNC_SUBMIT)) {
            StagePattern pattern = StagePattern.parse(text);
            targets.add(of(pattern, Target.submit(Types.named(pattern.className()), pattern.methodName())));
        }
        return Library.of(Library.ASYNC, targets);
    }

    /** Whether a method is configured as any stage. Loads nothing. */
    static boolean areSet(Config config) {
        return config.hasStages();
    }

    /** Which calls of the AWS SDK are stages. */
    static SdkStages sdk(Config config) {
        return new SdkStages(
                config.get(Options.ASYNC_S3_DOWNLOAD),
                config.get(Options.ASYNC_S3_UPLOAD),
                config.get(Options.ASYNC_SNS),
                config.get(Options.ASYNC_SQS),
                config.get(Options.ASYNC_S3_BUCKETS));
    }

    private static void add(Config config, Option<List<String>> option, Target.Role role, List<Target> to) {
        for (String text : config.get(option)) {
            StagePattern pattern = StagePattern.parse(text);
            to.add(of(
                    pattern, Target.stage(Types.named(pattern.className()), pattern.methodName(), role, pattern.id())));
        }
    }

    /** Whether an exporter sends lines of requests. */
    static boolean areExported(Config config) {
        if (config.get(Options.CLOUDWATCH_LOGS_DATA_LOG)) {
            for (String exporter : config.get(Options.EXPORTERS)) {
                if (ExporterTable.row(exporter).reads(Options.CLOUDWATCH_LOGS_DATA_LOG.key())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Target of(StagePattern pattern, Target all) {
        return pattern.parameterTypes().isPresent()
                ? all.withParameters(pattern.parameterTypes().get().toArray(new String[0]))
                : all;
    }

    static AsyncLimits limits(Config config) {
        return new AsyncLimits(
                config.get(Options.ASYNC_TTL),
                config.get(Options.ASYNC_PROCESSING_TIMEOUT),
                config.get(Options.ASYNC_MAX_TRACKED),
                config.get(Options.ASYNC_END).equals("notify"));
    }
}
