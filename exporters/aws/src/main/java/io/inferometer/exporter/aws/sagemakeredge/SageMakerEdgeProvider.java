package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.awsclient.AnswerRule;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.AwsService;
import io.inferometer.exporter.awsclient.AwsSettings;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** Makes the exporter {@code sagemaker-edge}. */
public final class SageMakerEdgeProvider implements ExporterProvider {

    static final String NAME = "sagemaker-edge";

    private static final AwsService SERVICE =
            new AwsService(NAME, "Sagemaker Edge", Map.of("SendHeartbeat", AnswerRule.nothing()));

    private static final String DEVICE_NAME = NAME + ".device-name";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exporter create(ExporterContext context) {
        AwsSettings settings = new AwsSettings(context);
        String fleet = settings.required(
                NAME + ".device-fleet-name",
                EdgeNames.FLEET,
                EdgeNames.FLEET_LENGTH,
                "the name of the device fleet, 1 to 63 letters and digits with hyphens or underscores between them");
        String device = settings.text(DEVICE_NAME).orElse(context.resource().instanceId());
        settings.explainChange(NAME, DEVICE_NAME, device, EdgeNames.DEVICE.name(device));
        Duration interval = context.duration(NAME + ".interval");
        return new SageMakerEdgeExporter(
                context,
                AwsConnection.open(SERVICE, context, SagemakerEdgeClient::builder),
                new HeartbeatWriter(device, fleet),
                interval);
    }
}
