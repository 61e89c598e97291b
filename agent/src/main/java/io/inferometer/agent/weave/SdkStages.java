package io.inferometer.agent.weave;

import io.inferometer.agent.async.SdkRequests;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Reader;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which calls of the AWS SDK are stages.
 *
 * @param downloads whether {@code getObject} of S3 is one
 * @param uploads whether {@code putObject} of S3 is one
 * @param sns whether {@code publish} of SNS is one
 * @param sqs whether {@code sendMessage} of SQS is one
 * @param buckets the buckets whose objects are meant; empty for all
 */
public record SdkStages(boolean downloads, boolean uploads, boolean sns, boolean sqs, List<String> buckets) {

    /** No call of the SDK is a stage. */
    public static final SdkStages NONE = new SdkStages(false, false, false, false, List.of());

    public boolean areAny() {
        return downloads || uploads || sns || sqs;
    }

    boolean include(Target target) {
        return switch (target.role()) {
            case UPLOAD -> uploads;
            case NOTIFY -> target.types().className().contains(".sns.") ? sns : sqs;
            default -> downloads;
        };
    }

    /** @param problems told what cannot be read of a request */
    SdkRequests requests(Target target, Consumer<String> problems) {
        Expression bucket = target.reading().knownBy();
        if (bucket == null || buckets.isEmpty()) {
            return request -> true;
        }
        Reader reader = new Reader(bucket, problems);
        return request -> {
            Object named = reader.value(request);
            return named != null && buckets.contains(named.toString());
        };
    }
}
