package io.inferometer.exporter.aws.sagemakermetrics;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.aws.AwsConnection;
import io.inferometer.exporter.aws.AwsSettings;
import java.time.Clock;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;

/** Makes the exporter {@code sagemaker-metrics}. */
public final class SageMakerMetricsProvider implements ExporterProvider {

    static final String NAME = "sagemaker-metrics";

    static final String TRIAL_COMPONENT = NAME + ".trial-component";
    /** BatchPutMetricsRequest.TrialComponentName in the model of the service (API version 2022-09-30). */
    private static final Pattern COMPONENT_NAME = Pattern.compile("[a-z0-9](-*[a-z0-9]){0,119}");

    private static final int COMPONENT_NAME_LENGTH = 120;

    private final Clock clock;

    /** Called by {@link java.util.ServiceLoader}. */
    public SageMakerMetricsProvider() {
        this(Clock.systemUTC());
    }

    SageMakerMetricsProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exporter create(ExporterContext context) {
        String trialComponent = new AwsSettings(context)
                .required(
                        TRIAL_COMPONENT,
                        COMPONENT_NAME,
                        COMPONENT_NAME_LENGTH,
                        "the name of an existing trial component, 1 to 120 of a-z, 0-9 and hyphens between them,"
                                + " all lower case");
        return new SageMakerMetricsExporter(
                context, AwsConnection.open(NAME, context, SageMakerMetricsClient::builder), trialComponent, clock);
    }
}
