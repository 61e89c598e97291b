package io.inferometer.exporter.awsclient;

import java.util.Optional;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Has requests to an endpoint of the user's own go where it says. FIPS and dual-stack hosts are AWS's to name: the SDK
 * refuses to call any other while they are asked for. Services that speak the query protocol lose the path of an endpoint.
 * Thread-safe.
 */
public final class OwnEndpoint implements ExecutionInterceptor {

    /** Called by the SDK, for its clients of STS. */
    public OwnEndpoint() {}

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (endpoint(attributes).isPresent()) {
            attributes.putAttribute(AwsExecutionAttribute.FIPS_ENDPOINT_ENABLED, false);
            attributes.putAttribute(AwsExecutionAttribute.DUALSTACK_ENDPOINT_ENABLED, false);
        }
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        String prefix = endpoint(attributes)
                .map(provider -> provider.clientEndpoint().getRawPath())
                .orElse("")
                .replaceFirst("/+$", "");
        String path = request.encodedPath();
        if (prefix.isEmpty() || (path + "/").startsWith(prefix + "/")) {
            return request;
        }
        return request.toBuilder()
                .encodedPath(prefix + (path.startsWith("/") ? path : "/" + path))
                .build();
    }

    private static Optional<ClientEndpointProvider> endpoint(ExecutionAttributes attributes) {
        return Optional.ofNullable(attributes.getAttribute(SdkInternalExecutionAttribute.CLIENT_ENDPOINT_PROVIDER))
                .filter(ClientEndpointProvider::isEndpointOverridden);
    }
}
