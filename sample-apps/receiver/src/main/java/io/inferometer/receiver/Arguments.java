package io.inferometer.receiver;

import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.fault.FaultDocument;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.sigv4.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line, checked. */
record Arguments(boolean help, ReceiverOptions options) {
    static final String HELP = """
            Usage: java -jar receiver.jar [options]

            Stands in for BatchPutMetrics (Amazon SageMaker Metrics), SendHeartbeat (Amazon SageMaker Edge Manager),
            PutMetricData (Amazon CloudWatch), CreateLogGroup, CreateLogStream, PutLogEvents, GetLogEvents and
            PutRetentionPolicy (Amazon CloudWatch Logs), and for Spare Cores Sentinel with its uploads to S3, on loopback:
            checks every request strictly, keeps it, and fails on demand. Takes DogStatsD lines on the UDP port of the same
            number.

              --port P              port, 0 for any free one (default 0)
              --access-key ID       access key that requests must be signed with (default AKIDEXAMPLE)
              --secret-key KEY      its secret (default wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY)
              --session-token T     session token that requests must carry (default: none may)
              --region R            region that requests must be signed for (default us-east-1)
              --sentinel-token T    token that calls of Sentinel must bear (default example-token)
              --faults JSON         faults in force from the start, as for POST /control/faults
              --help                this page

            GET  /healthz           {"status":"ok"}
            GET  /received          what was received, with the newest 100 items; ?items=N for another number
            GET  /statsd            the DogStatsD lines received, added up by name and tags
            POST /control/faults    a list of faults, which replaces those in force; [] ends all failures.
                                    {"type":"item-error","code":"INTERNAL_ERROR","metric":"onnx/m/Invocations"}
                                    {"type":"throttle","status":429,"operation":"BatchPutMetrics"}
                                    {"type":"error","status":503,"code":"ServiceUnavailable","fraction":0.5}
                                      both with "retryAfterMillis":2000 for the headers that say so
                                    {"type":"delay","millis":500,"times":3}        stored, answered later
                                    {"type":"dribble","millis":5000}               stored, answered in small pieces
                                    {"type":"cut"}                                 stored, answered by half
                                    {"type":"stall","millis":60000}                no answer, closed then
                                    {"type":"disconnect"}                          closed without an answer
                                    {"type":"half-close","millis":5000}            closed on this side only
                                    {"type":"reset"}                               TCP reset
                                    {"type":"clock","aheadSeconds":-3600,"code":"RequestExpired"}
                                      Date is off, and so must be the date of signatures
                                    each with fraction (0 to 1), times and operation as wanted
            POST /control/credentials
                                    {"accessKey":"A","secretKey":"S","sessionToken":"T"}: from now on only these,
                                    those before are answered by ExpiredTokenException
            POST /control/reset     empties the books and restores the faults and credentials of the start

            Exit codes: 0 done, 1 failed, 2 wrong usage. Ctrl-C ends it.
            """;

    private static final List<String> NAMES = List.of(
            "--port", "--access-key", "--secret-key", "--session-token", "--region", "--sentinel-token", "--faults");

    /** @throws IllegalArgumentException if they are wrong; its message is one line for the user */
    static Arguments parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (name.equals("--help")) {
                return new Arguments(true, ReceiverOptions.defaults());
            }
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown option " + name + "; --help lists them all");
            }
            if (i + 1 == arguments.length || arguments[i + 1].isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            if (values.put(name, arguments[i + 1]) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        return new Arguments(false, options(values));
    }

    private static ReceiverOptions options(Map<String, String> values) {
        ReceiverOptions defaults = ReceiverOptions.defaults();
        Credentials example = defaults.credentials();
        return defaults.withPort(port(values.getOrDefault("--port", "0")))
                .withCredentials(new Credentials(
                        values.getOrDefault("--access-key", example.accessKey()),
                        values.getOrDefault("--secret-key", example.secretKey()),
                        Optional.ofNullable(values.get("--session-token"))))
                .withSentinelToken(values.getOrDefault("--sentinel-token", defaults.sentinelToken()))
                .withRegion(values.getOrDefault("--region", defaults.region()))
                .withFaults(faults(values.getOrDefault("--faults", "[]")));
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("--port must be 0 to 65535, found " + text);
        }
        return Integer.parseInt(text);
    }

    private static List<Fault> faults(String json) {
        try {
            return FaultDocument.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (RequestException e) {
            throw new IllegalArgumentException(
                    "--faults: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }
}
