package io.inferometer.exporter.aws.sagemakermetrics;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.awsclient.AnswerRule;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsService;
import io.inferometer.exporter.awsclient.AwsSettings;
import io.inferometer.exporter.awsclient.FoundDestination;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;

/** Makes the exporter {@code sagemaker-metrics}. */
public final class SageMakerMetricsProvider implements ExporterProvider {

    static final String NAME = "sagemaker-metrics";

    private static final AwsService SERVICE =
            new AwsService(NAME, "SageMaker Metrics", Map.of("BatchPutMetrics", AnswerRule.jsonList("Errors")));

    static final String TRIAL_COMPONENT = NAME + ".trial-component";
    /**
     * BatchPutMetricsRequest.TrialComponentName in the model of the service (API version 2022-09-30), but for the case:
     * CreateTrialComponent allows upper case and then ignores it, BatchPutMetrics refuses it, and AWS's own SageMaker SDK
     * sends such a name in lower case.
     */
    private static final Pattern COMPONENT_NAME = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}");

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
        String configured = new AwsSettings(context)
                .required(
                        TRIAL_COMPONENT,
                        COMPONENT_NAME,
                        COMPONENT_NAME_LENGTH,
                        "the name of an existing trial component, 1 to 120 of a-z, 0-9 and hyphens between them");
        String trialComponent = configured.toLowerCase(Locale.ROOT);
        if (!trialComponent.equals(configured)) {
            context.info(NAME + ": " + TRIAL_COMPONENT + "=" + configured + " is sent as " + trialComponent
                    + ", for the service takes lower case only");
        }
        return new SageMakerMetricsExporter(
                context, AwsConnection.open(SERVICE, context, SageMakerMetricsClient::builder), trialComponent, clock);
    }

    @Override
    public String destination(ExporterContext context) {
        return FoundDestination.of(SERVICE, context);
    }
}
