package io.inferometer.agent.config;

import java.time.Duration;
import java.util.List;

/** Every key that a user may set. */
public final class Options {

    /** The exporters that exist. */
    public static final List<String> EXPORTER_NAMES =
            List.of("http", "sagemaker-metrics", "sagemaker-edge", "cloudwatch", "cloudwatch-logs", "file");

    /** How the keys that rename a model begin; the rest of such a key is the name that was found. */
    public static final String MODEL_NAME_PREFIX = "model-name.";

    /** How the keys begin that say for a library or a model which calls are timed; the rest is its name. */
    public static final String TIMING_PREFIX = "timing.";

    public static final Option<Boolean> ENABLED = Option.of(
            "enabled",
            ValueType.BOOLEAN,
            Boolean.TRUE,
            "With `false` the agent does nothing: no class of it beyond the entry point is loaded.");

    public static final Option<String> CONFIG = Option.withoutDefault(
            "config",
            ValueType.PATH,
            "A properties file with more settings, in UTF-8; it ranks below the environment.");

    public static final Option<String> SERVICE_NAME = Option.derived(
            "service-name", ValueType.TEXT, "main class or jar name", "The name of this service on every exporter.");

    public static final Option<Duration> INTERVAL =
            Option.of("interval", ValueType.PERIOD, Duration.ofSeconds(10), "The length of one export window.");

    public static final Option<List<String>> METHODS = Option.of(
            "methods",
            ValueType.METHODS,
            List.of(),
            "Methods to measure that carry no annotation; without parameter types all overloads match, and the model's"
                    + " name is the simple name of the class unless `@model-name` follows; `@model=`, `@version=`, `@batch=`,"
                    + " `@input-tokens=` and `@output-tokens=` read it of each call: see [methods](methods.md).");

    /** Documents the keys that begin with {@link #MODEL_NAME_PREFIX}; their values are in {@link Config#prefixed}. */
    public static final Option<String> MODEL_NAME = Option.withoutDefault(
            "model-name.<found>",
            ValueType.TEXT,
            "The name under which the model found as `<found>` is shown (`model-name.torch_jit=minilm`); not available as"
                    + " an environment variable.");

    public static final Option<List<String>> CLIENT_ERRORS = Option.of(
            "client-errors",
            ValueType.CLASSES,
            List.of("java.lang.IllegalArgumentException"),
            "Exception classes that, with their subclasses, count as errors of the client.");

    public static final Option<List<String>> LIBRARIES = Option.of(
            "libraries",
            ValueType.LIBRARIES,
            List.of("*"),
            "The inference libraries that are measured: all (`*`), those named, or all but some (`*,-onnxruntime`).");

    public static final Option<String> TIMING = Option.of(
            "timing",
            ValueType.TIMING,
            "all",
            "Which calls read the clock: with `1/N` one in N on average, at random, with `adaptive` as many as keep the"
                    + " agent below 2 % of a call; counts are exact in every mode, but sums and distributions become"
                    + " estimates.");

    /** Documents the keys that begin with {@link #TIMING_PREFIX}; their values are in {@link Config#prefixed}. */
    public static final Option<String> TIMING_OF = Option.withoutDefault(
            "timing.<library or model>",
            ValueType.TIMING,
            "The same for one library or one model (`timing.onnxruntime=adaptive`); a model's ranks above its library's.");

    public static final Option<List<String>> EXPORTERS =
            Option.of("exporters", ValueType.EXPORTERS, List.of("http"), "Where the measurements go.");

    public static final Option<String> HTTP_HOST = Option.of(
            "http.host",
            ValueType.TEXT,
            "127.0.0.1",
            "The address on which the dashboard and the Prometheus endpoint listen; one beyond loopback needs"
                    + " `http.allow-remote=true`.");

    public static final Option<Integer> HTTP_PORT = Option.of(
            "http.port",
            ValueType.PORT,
            Integer.valueOf(9646),
            "The port of the dashboard and the Prometheus endpoint; when it is taken, or with `0`, the system picks a"
                    + " free one, which the log and JMX tell.");

    public static final Option<Boolean> HTTP_ALLOW_REMOTE = Option.of(
            "http.allow-remote", ValueType.BOOLEAN, Boolean.FALSE, "Permits an `http.host` that other machines reach.");

    public static final Option<String> ENDPOINT_NAME = Option.derived(
            "endpoint.name",
            ValueType.TEXT,
            "the service name",
            "The dimension `EndpointName` of SageMaker-style metrics.");

    public static final Option<String> VARIANT_NAME = Option.of(
            "variant.name", ValueType.TEXT, "AllTraffic", "The dimension `VariantName` of SageMaker-style metrics.");

    public static final Option<String> INSTANCE_ID =
            Option.derived("instance.id", ValueType.TEXT, "host name", "The identity of this instance of the service.");

    public static final Option<Integer> INSTANCE_COUNT =
            Option.of("instance.count", ValueType.COUNT, Integer.valueOf(1), "How many instances serve the endpoint.");

    public static final Option<List<String>> ASYNC_ACCEPT = Option.of(
            "async.accept",
            ValueType.ACCEPTS,
            List.of(),
            "Methods that accept a queued request, which waits from their return on and is identified by what `@id=` says: see"
                    + " [queued requests](async.md).");

    public static final Option<List<String>> ASYNC_PROCESS = Option.of(
            "async.process",
            ValueType.IDENTIFIED,
            List.of(),
            "Methods that do all the work on a queued request, from taking it off the queue on.");

    public static final Option<List<String>> ASYNC_DOWNLOAD = Option.of(
            "async.download", ValueType.STAGES, List.of(), "Methods that get the payload of a queued request.");

    public static final Option<List<String>> ASYNC_MODEL =
            Option.of("async.model", ValueType.STAGES, List.of(), "Methods that run the model on a queued request.");

    public static final Option<List<String>> ASYNC_UPLOAD = Option.of(
            "async.upload", ValueType.STAGES, List.of(), "Methods that store the result of a queued request.");

    public static final Option<List<String>> ASYNC_NOTIFY = Option.of(
            "async.notify", ValueType.STAGES, List.of(), "Methods that notify of the result of a queued request.");

    public static final Option<List<String>> ASYNC_EXPIRE = Option.of(
            "async.expire",
            ValueType.IDENTIFIED,
            List.of(),
            "Methods that drop a queued request that waited too long.");

    public static final Option<String> ASYNC_END = Option.of(
            "async.end",
            ValueType.END,
            "process",
            "The stage that ends a queued request: `process`, or `notify` if notifications follow it.");

    public static final Option<String> ASYNC_READY = Option.withoutDefault(
            "async.ready",
            ValueType.METHOD,
            "A static method of the application that returns how many workers are ready, an `int` or `boolean`: called once a"
                    + " second, it decides on `HasBacklogWithoutCapacity`.");

    public static final Option<Duration> ASYNC_TTL = Option.of(
            "async.ttl",
            ValueType.PERIOD,
            Duration.ofHours(6),
            "How long a queued request may wait; after that it counts as expired.");

    public static final Option<Duration> ASYNC_PROCESSING_TIMEOUT = Option.of(
            "async.processing-timeout",
            ValueType.PERIOD,
            Duration.ofMinutes(15),
            "How long the work on a queued request may take; after that it counts as failed.");

    public static final Option<Integer> ASYNC_MAX_TRACKED = Option.derived(
            "async.max-tracked",
            ValueType.COUNT,
            "what 2 % of the maximum heap holds",
            "How many queued requests are followed one by one; further ones are counted exactly, without their times.");

    public static final Option<Boolean> ASYNC_AWS_SPELLING = Option.of(
            "async.aws-spelling",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Whether CloudWatch gets `InvocationsProcessed` a second time as `InvocationsProcesssed`, which is how AWS's"
                    + " page spells it.");

    public static final Option<String> AWS_REGION = Option.withoutDefault(
            "aws.region", ValueType.TEXT, "The AWS region; without it the AWS SDK's own chain finds one.");

    public static final Option<String> AWS_ENDPOINT = Option.withoutDefault(
            "aws.endpoint",
            ValueType.URL,
            "The endpoint of all AWS calls; each exporter's own `endpoint` outranks it.");

    public static final Option<String> SAGEMAKER_METRICS_TRIAL_COMPONENT = Option.withoutDefault(
            "sagemaker-metrics.trial-component",
            ValueType.TEXT,
            "The trial component that receives the metrics, one per JVM; `sagemaker-metrics` requires it.");

    public static final Option<String> SAGEMAKER_METRICS_ENDPOINT = Option.withoutDefault(
            "sagemaker-metrics.endpoint", ValueType.URL, "The endpoint of SageMaker's metrics service.");

    public static final Option<String> SAGEMAKER_EDGE_DEVICE_NAME = Option.derived(
            "sagemaker-edge.device-name", ValueType.TEXT, "host name", "The device that heartbeats speak for.");

    public static final Option<String> SAGEMAKER_EDGE_DEVICE_FLEET_NAME = Option.withoutDefault(
            "sagemaker-edge.device-fleet-name",
            ValueType.TEXT,
            "The fleet that the device belongs to; `sagemaker-edge` requires it.");

    public static final Option<String> SAGEMAKER_EDGE_ENDPOINT =
            Option.withoutDefault("sagemaker-edge.endpoint", ValueType.URL, "The endpoint of SageMaker Edge Manager.");

    public static final Option<Duration> SAGEMAKER_EDGE_INTERVAL = Option.of(
            "sagemaker-edge.interval", ValueType.PERIOD, Duration.ofSeconds(60), "The time between two heartbeats.");

    public static final Option<String> CLOUDWATCH_NAMESPACE = Option.of(
            "cloudwatch.namespace",
            ValueType.NAMESPACE,
            "Inferometer",
            "The namespace of all metrics in CloudWatch; those beginning with `AWS/` are the services' own.");

    public static final Option<String> CLOUDWATCH_ENDPOINT =
            Option.withoutDefault("cloudwatch.endpoint", ValueType.URL, "The endpoint of CloudWatch.");

    public static final Option<Boolean> CLOUDWATCH_HIGH_RESOLUTION = Option.of(
            "cloudwatch.high-resolution",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Whether CloudWatch keeps seconds apart instead of minutes, for three hours.");

    public static final Option<String> CLOUDWATCH_LOGS_ENDPOINT =
            Option.withoutDefault("cloudwatch-logs.endpoint", ValueType.URL, "The endpoint of CloudWatch Logs.");

    public static final Option<String> CLOUDWATCH_LOGS_GROUP = Option.withoutDefault(
            "cloudwatch-logs.group",
            ValueType.TEXT,
            "The log group; without it `/aws/sagemaker/Endpoints/` and the endpoint's name.");

    public static final Option<Boolean> CLOUDWATCH_LOGS_EMF = Option.of(
            "cloudwatch-logs.emf",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Whether `cloudwatch-logs` sends the metrics of each window as events in the Embedded Metric Format.");

    public static final Option<Duration> SHUTDOWN_TIMEOUT = Option.of(
            "shutdown.timeout",
            ValueType.DURATION,
            Duration.ofSeconds(3),
            "How long the end of the JVM may wait for the last windows to be delivered when an exporter pushes; what is not"
                    + " delivered by then waits in the spool for the next start, with `0s` at once.");

    public static final Option<String> SPOOL_DIRECTORY = Option.derived(
            "spool.directory",
            ValueType.DIRECTORY,
            "`inferometer` in the user's state directory, or in the one for temporary files if the user has no home",
            "Where windows are kept until they are delivered, in one subdirectory per JVM; nothing is written unless an"
                    + " exporter pushes to a backend.");

    public static final Option<Long> SPOOL_MAX_SIZE = Option.of(
            "spool.max-size",
            ValueType.SIZE,
            Long.valueOf(256L << 20),
            "How much disk space the windows of one JVM may take; beyond it the oldest are dropped and counted.");

    public static final Option<Duration> SPOOL_MAX_AGE = Option.of(
            "spool.max-age",
            ValueType.PERIOD,
            Duration.ofDays(13),
            "How long a window is kept; AWS refuses values older than 14 days.");

    public static final Option<String> FILE_PATH = Option.of(
            "file.path",
            ValueType.PATH,
            "inferometer.jsonl",
            "The file to which `file` writes one JSON object per window.");

    public static final Option<Long> FILE_MAX_SIZE = Option.of(
            "file.max-size",
            ValueType.SIZE,
            Long.valueOf(64L << 20),
            "The size at which the file of `file` is rotated; one earlier file is kept.");

    public static final Option<Boolean> HOST_ENABLED = Option.of(
            "host.enabled", ValueType.BOOLEAN, Boolean.TRUE, "Whether the machine and the process are measured.");

    public static final Option<Integer> MAX_SERIES = Option.of(
            "max-series",
            ValueType.COUNT,
            Integer.valueOf(1000),
            "How many models and versions are kept apart; the rest is counted together as `_other_`.");

    public static final Option<String> LOG_LEVEL = Option.of(
            "log.level", ValueType.LEVEL, "info", "The least severe level that is written to the agent's log.");

    public static final Option<String> LOG_FILE = Option.withoutDefault(
            "log.file",
            ValueType.PATH,
            "The file that the agent's log is appended to; without it the log goes to stderr.");

    private static final List<Option<?>> ALL = List.of(
            ENABLED,
            CONFIG,
            SERVICE_NAME,
            INTERVAL,
            METHODS,
            CLIENT_ERRORS,
            LIBRARIES,
            TIMING,
            EXPORTERS,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_ALLOW_REMOTE,
            ENDPOINT_NAME,
            VARIANT_NAME,
            INSTANCE_ID,
            INSTANCE_COUNT,
            ASYNC_ACCEPT,
            ASYNC_PROCESS,
            ASYNC_DOWNLOAD,
            ASYNC_MODEL,
            ASYNC_UPLOAD,
            ASYNC_NOTIFY,
            ASYNC_EXPIRE,
            ASYNC_END,
            ASYNC_READY,
            ASYNC_TTL,
            ASYNC_PROCESSING_TIMEOUT,
            ASYNC_MAX_TRACKED,
            ASYNC_AWS_SPELLING,
            AWS_REGION,
            AWS_ENDPOINT,
            SAGEMAKER_METRICS_TRIAL_COMPONENT,
            SAGEMAKER_METRICS_ENDPOINT,
            SAGEMAKER_EDGE_DEVICE_NAME,
            SAGEMAKER_EDGE_DEVICE_FLEET_NAME,
            SAGEMAKER_EDGE_ENDPOINT,
            SAGEMAKER_EDGE_INTERVAL,
            CLOUDWATCH_NAMESPACE,
            CLOUDWATCH_ENDPOINT,
            CLOUDWATCH_HIGH_RESOLUTION,
            CLOUDWATCH_LOGS_ENDPOINT,
            CLOUDWATCH_LOGS_GROUP,
            CLOUDWATCH_LOGS_EMF,
            SHUTDOWN_TIMEOUT,
            SPOOL_DIRECTORY,
            SPOOL_MAX_SIZE,
            SPOOL_MAX_AGE,
            FILE_PATH,
            FILE_MAX_SIZE,
            HOST_ENABLED,
            MAX_SERIES,
            LOG_LEVEL,
            LOG_FILE);

    private Options() {}

    /** Every option with a fixed key, in the order of the reference page. */
    public static List<Option<?>> all() {
        return ALL;
    }

    /**
     * Whether the option says where, or under which name, an exporter sends: text among the keys of a push exporter or of
     * all AWS. Its default is another place.
     */
    static boolean namesDestination(Option<?> option) {
        if (!option.type().isText()) {
            return false;
        }
        int dot = option.key().indexOf('.');
        String prefix = dot < 0 ? "" : option.key().substring(0, dot);
        return prefix.equals("aws") || (!prefix.equals("http") && EXPORTER_NAMES.contains(prefix));
    }

    /** The option with this key, or null. */
    static Option<?> find(String key) {
        for (int i = 0; i < ALL.size(); i++) {
            if (ALL.get(i).key().equals(key)) {
                return ALL.get(i);
            }
        }
        return null;
    }

    /** The option that {@code key} belongs to, by name or by prefix; or null. */
    static Option<?> match(String key) {
        if (key.startsWith(MODEL_NAME_PREFIX) && key.length() > MODEL_NAME_PREFIX.length()) {
            return MODEL_NAME;
        }
        if (key.startsWith(TIMING_PREFIX) && key.length() > TIMING_PREFIX.length()) {
            return TIMING_OF;
        }
        return find(key);
    }
}
