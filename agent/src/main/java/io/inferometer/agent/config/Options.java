package io.inferometer.agent.config;

import io.inferometer.agent.exporter.ExporterTable;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every key that a user may set. Adding one is one declaration here: its default, or the rule that derives it, the variables of other
 * software that set it, and its documentation stand with it. The order is that of the reference page.
 */
public final class Options {

    private static final List<Option<?>> DECLARED = new ArrayList<>();

    public static final Option<Boolean> ENABLED = declare(Option.of(
            "enabled", ValueType.BOOLEAN, Boolean.TRUE, "`false` disables the agent; only its entry point is loaded."));

    public static final Option<String> CONFIG = declare(Option.withoutDefault(
            "config",
            ValueType.PATH,
            "A properties file with more settings, in UTF-8; it ranks below the environment."));

    public static final Option<String> SERVICE_NAME = declare(Option.derived(
                    "service-name",
                    ValueType.TEXT,
                    DerivedDefaults.COMMAND,
                    "The name of this service on every exporter.")
            .alsoFrom("OTEL_SERVICE_NAME"));

    public static final Option<Duration> INTERVAL = declare(
            Option.of("interval", ValueType.PERIOD, Duration.ofSeconds(10), "The length of one export window."));

    public static final Option<List<String>> METHODS = declare(Option.of(
            "methods",
            ValueType.METHODS,
            List.of(),
            "Methods to measure that carry no annotation. Without parameter types all overloads match; without `@model-name` the model"
                    + " has the simple name of the class. `@model=`, `@version=`, `@batch=`, `@input-tokens=` and `@output-tokens=` are read"
                    + " from each call: see [methods](methods.md)."));

    public static final Option<List<String>> ANNOTATIONS = declare(Option.of(
            "annotations",
            ValueType.ANNOTATIONS,
            List.of(),
            "Further annotations whose methods are measured like those of `@Inference`; `com.acme.Timed@value` reads the model's name from"
                    + " the member `value`."));

    public static final Option<List<String>> LIBRARY_FILES = declare(
            Option.of(
                    "library.files",
                    ValueType.PATHS,
                    List.of(),
                    "Properties files, or directories of them, that declare further libraries: see [adding a library](adding-a-library.md)."));

    /** Its values are in {@link Config#prefixed}; the rest of a key is the name that was found. */
    public static final Option<String> MODEL_NAME = declare(Option.withPrefix(
            "model-name.",
            "<found>",
            ValueType.TEXT,
            "The name under which the model found as `<found>` is shown (`model-name.torch_jit=minilm`); not available as"
                    + " an environment variable."));

    public static final Option<List<String>> CLIENT_ERRORS = declare(Option.of(
            "client-errors",
            ValueType.CLASSES,
            List.of("java.lang.IllegalArgumentException"),
            "Exception classes that, with their subclasses, count as errors of the client."));

    public static final Option<List<String>> LIBRARIES = declare(Option.of(
            "libraries",
            ValueType.LIBRARIES,
            List.of("*"),
            "The inference libraries that are measured: all (`*`), those named, or all but some (`*,-onnxruntime`)."));

    public static final Option<Boolean> NATIVE_HANDLES = declare(Option.of(
            "native-handles",
            ValueType.BOOLEAN,
            Boolean.TRUE,
            "Whether native objects that libraries open and close, such as tensors and sessions, are counted: see"
                    + " [native handles](native-handles.md)."));

    public static final Option<String> TIMING = declare(
            Option.of(
                    "timing",
                    ValueType.TIMING,
                    "all",
                    "Which calls are timed: `all`; `1/N`, one in N on average, at random; `adaptive`, as many as keep the agent below 2 % of"
                            + " a call. Counts are exact in every mode; sums and distributions of sampled calls are estimates."));

    /** Its values are in {@link Config#prefixed}. */
    public static final Option<String> TIMING_OF = declare(
            Option.withPrefix(
                    "timing.",
                    "<library or model>",
                    ValueType.TIMING,
                    "The same for one library or one model (`timing.onnxruntime=adaptive`); a model's ranks above its library's."));

    public static final Option<String> CLOCK = declare(Option.of(
            "clock",
            ValueType.CLOCK,
            "nanotime",
            "What calls are timed by: `nanotime` is `System.nanoTime`; `tsc`, on JDK 22 and later, Linux and x86-64, the"
                    + " time-stamp counter of the processor, read in half the time: see [clock](clock.md)."));

    public static final Option<List<String>> EXPORTERS = declare(Option.of(
            "exporters",
            ValueType.EXPORTERS,
            List.of(ExporterTable.DEFAULT),
            "Where the measurements go: see [exporters](exporters.md)."));

    public static final Option<String> HTTP_HOST = declare(Option.of(
            "http.host",
            ValueType.TEXT,
            "127.0.0.1",
            "The address on which the dashboard and the Prometheus endpoint listen; one beyond loopback needs"
                    + " `http.allow-remote=true`."));

    public static final Option<Integer> HTTP_PORT = declare(
            Option.of(
                    "http.port",
                    ValueType.PORT,
                    Integer.valueOf(9646),
                    "HTTP port of the dashboard and the Prometheus endpoint. If `0` or in use, the agent picks a free port and logs it."));

    public static final Option<Boolean> HTTP_ALLOW_REMOTE = declare(Option.of(
            "http.allow-remote",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Permits an `http.host` that other machines reach."));

    public static final Option<String> ENDPOINT_NAME = declare(Option.derived(
            "endpoint.name",
            ValueType.TEXT,
            DerivedDefaults.SERVICE_NAME,
            "The dimension `EndpointName` of SageMaker-style metrics."));

    public static final Option<String> VARIANT_NAME = declare(Option.of(
            "variant.name", ValueType.TEXT, "AllTraffic", "The dimension `VariantName` of SageMaker-style metrics."));

    public static final Option<String> INSTANCE_ID = declare(Option.derived(
            "instance.id", ValueType.TEXT, DerivedDefaults.HOST_NAME, "The identity of this instance of the service."));

    public static final Option<Integer> INSTANCE_COUNT = declare(
            Option.of("instance.count", ValueType.COUNT, Integer.valueOf(1), "How many instances serve the endpoint."));

    public static final Option<List<String>> ASYNC_ACCEPT = declare(Option.of(
            "async.accept",
            ValueType.ACCEPTS,
            List.of(),
            "Methods that accept a queued request, which waits from their return on and is identified by what `@id=` says: see"
                    + " [queued requests](async.md)."));

    public static final Option<List<String>> ASYNC_PROCESS = declare(Option.of(
            "async.process",
            ValueType.IDENTIFIED,
            List.of(),
            "Methods that do all the work on a queued request, from taking it off the queue on."));

    public static final Option<List<String>> ASYNC_DOWNLOAD = declare(Option.of(
            "async.download", ValueType.STAGES, List.of(), "Methods that get the payload of a queued request."));

    public static final Option<List<String>> ASYNC_MODEL = declare(
            Option.of("async.model", ValueType.STAGES, List.of(), "Methods that run the model on a queued request."));

    public static final Option<List<String>> ASYNC_UPLOAD = declare(Option.of(
            "async.upload", ValueType.STAGES, List.of(), "Methods that store the result of a queued request."));

    public static final Option<List<String>> ASYNC_NOTIFY = declare(Option.of(
            "async.notify", ValueType.STAGES, List.of(), "Methods that notify of the result of a queued request."));

    public static final Option<List<String>> ASYNC_EXPIRE = declare(Option.of(
            "async.expire",
            ValueType.IDENTIFIED,
            List.of(),
            "Methods that drop a queued request that waited too long."));

    public static final Option<List<String>> ASYNC_SUBMIT = declare(Option.of(
            "async.submit",
            ValueType.SUBMITS,
            List.of(),
            "Methods in which each call of `execute` or `submit` of a `java.util.concurrent.Executor` accepts a queued request,"
                    + " and the run of its task processes it."));

    public static final Option<Boolean> ASYNC_S3_DOWNLOAD = declare(
            Option.derived(
                    "async.s3-download",
                    ValueType.BOOLEAN,
                    DerivedDefaults.STAGES,
                    "Whether `getObject` of the AWS SDK for Java 2 is a download where it is called while a queued request is processed."));

    public static final Option<Boolean> ASYNC_S3_UPLOAD = declare(Option.derived(
            "async.s3-upload", ValueType.BOOLEAN, DerivedDefaults.STAGES, "Likewise `putObject`, as an upload."));

    public static final Option<List<String>> ASYNC_S3_BUCKETS = declare(Option.of(
            "async.s3-buckets",
            ValueType.BUCKETS,
            List.of(),
            "The buckets of those downloads and uploads, as the application names them; all without."));

    public static final Option<Boolean> ASYNC_SNS = declare(Option.derived(
            "async.sns",
            ValueType.BOOLEAN,
            DerivedDefaults.STAGES,
            "Whether `publish` of SNS is a notification where it is called while a queued request is processed."));

    public static final Option<Boolean> ASYNC_SQS = declare(
            Option.derived("async.sqs", ValueType.BOOLEAN, DerivedDefaults.STAGES, "Likewise `sendMessage` of SQS."));

    public static final Option<String> ASYNC_END = declare(Option.of(
            "async.end",
            ValueType.END,
            "process",
            "The stage that ends a queued request: `process`, or `notify` if notifications follow it."));

    public static final Option<String> ASYNC_READY = declare(Option.withoutDefault(
            "async.ready",
            ValueType.METHOD,
            "A static method of the application that returns how many workers are ready, an `int` or `boolean`: called once a"
                    + " second, it decides on `HasBacklogWithoutCapacity`."));

    public static final Option<Duration> ASYNC_TTL = declare(Option.of(
            "async.ttl",
            ValueType.PERIOD,
            Duration.ofHours(6),
            "How long a queued request may wait; after that it counts as expired."));

    public static final Option<Duration> ASYNC_PROCESSING_TIMEOUT = declare(Option.of(
            "async.processing-timeout",
            ValueType.PERIOD,
            Duration.ofMinutes(15),
            "How long the work on a queued request may take; after that it counts as failed."));

    public static final Option<Integer> ASYNC_MAX_TRACKED = declare(
            Option.derived(
                    "async.max-tracked",
                    ValueType.COUNT,
                    DerivedDefaults.SHARE_OF_HEAP,
                    "How many queued requests are followed one by one; further ones are counted exactly, without their times."));

    public static final Option<Boolean> ASYNC_AWS_SPELLING = declare(Option.of(
            "async.aws-spelling",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Whether CloudWatch gets `InvocationsProcessed` a second time as `InvocationsProcesssed`, which is how AWS's"
                    + " page spells it."));

    public static final Option<String> ASYNC_LOG_FILE = declare(Option.withoutDefault(
            "async.log-file",
            ValueType.PATH,
            "A file to which a line is appended for each queued request that ends; at 64 MiB it is renamed, and one earlier file"
                    + " is kept."));

    public static final Option<String> AWS_REGION = declare(Option.withoutDefault(
            "aws.region", ValueType.TEXT, "The AWS region; without it the AWS SDK's own chain finds one."));

    public static final Option<URI> AWS_ENDPOINT = declare(Option.withoutDefault(
            "aws.endpoint",
            ValueType.URL,
            "The endpoint of all AWS calls; each exporter's own `endpoint` outranks it."));

    public static final Option<String> SAGEMAKER_METRICS_TRIAL_COMPONENT = declare(Option.withoutDefault(
            "sagemaker-metrics.trial-component",
            ValueType.TEXT,
            "The trial component that receives the metrics, one per JVM."));

    public static final Option<URI> SAGEMAKER_METRICS_ENDPOINT = declare(Option.withoutDefault(
            "sagemaker-metrics.endpoint", ValueType.URL, "The endpoint of SageMaker's metrics service."));

    public static final Option<String> SAGEMAKER_EDGE_DEVICE_NAME = declare(Option.derived(
            "sagemaker-edge.device-name",
            ValueType.TEXT,
            DerivedDefaults.HOST_NAME,
            "The device that heartbeats speak for."));

    public static final Option<String> SAGEMAKER_EDGE_DEVICE_FLEET_NAME = declare(Option.withoutDefault(
            "sagemaker-edge.device-fleet-name", ValueType.TEXT, "The fleet that the device belongs to."));

    public static final Option<URI> SAGEMAKER_EDGE_ENDPOINT = declare(
            Option.withoutDefault("sagemaker-edge.endpoint", ValueType.URL, "The endpoint of SageMaker Edge Manager."));

    public static final Option<Duration> SAGEMAKER_EDGE_INTERVAL = declare(Option.of(
            "sagemaker-edge.interval", ValueType.PERIOD, Duration.ofSeconds(60), "The time between two heartbeats."));

    public static final Option<String> CLOUDWATCH_NAMESPACE = declare(Option.of(
            "cloudwatch.namespace",
            ValueType.NAMESPACE,
            "Inferometer",
            "The namespace of all metrics in CloudWatch; those beginning with `AWS/` are the services' own."));

    public static final Option<URI> CLOUDWATCH_ENDPOINT =
            declare(Option.withoutDefault("cloudwatch.endpoint", ValueType.URL, "The endpoint of CloudWatch."));

    public static final Option<Boolean> CLOUDWATCH_HIGH_RESOLUTION = declare(Option.of(
            "cloudwatch.high-resolution",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Whether CloudWatch keeps seconds apart instead of minutes, for three hours."));

    public static final Option<URI> CLOUDWATCH_LOGS_ENDPOINT = declare(
            Option.withoutDefault("cloudwatch-logs.endpoint", ValueType.URL, "The endpoint of CloudWatch Logs."));

    public static final Option<String> CLOUDWATCH_LOGS_GROUP = declare(Option.withoutDefault(
            "cloudwatch-logs.group",
            ValueType.TEXT,
            "The log group; without it `/aws/sagemaker/Endpoints/` and the endpoint's name."));

    public static final Option<Boolean> CLOUDWATCH_LOGS_EMF = declare(Option.of(
            "cloudwatch-logs.emf",
            ValueType.BOOLEAN,
            Boolean.FALSE,
            "Whether `cloudwatch-logs` sends the metrics of each window as events in the Embedded Metric Format."));

    public static final Option<Boolean> CLOUDWATCH_LOGS_DATA_LOG = declare(
            Option.of(
                    "cloudwatch-logs.data-log",
                    ValueType.BOOLEAN,
                    Boolean.FALSE,
                    "Whether `cloudwatch-logs` sends a line for each queued request that ends, to a stream `data-log` of its own."));

    public static final Option<String> SENTINEL_TOKEN =
            declare(Option.withoutDefault("sentinel.token", ValueType.TEXT, "The token of the Sentinel account.")
                    .asSecret()
                    .alsoFrom("SENTINEL_API_TOKEN", "SENTINEL_API_KEY"));

    public static final Option<URI> SENTINEL_URL = declare(Option.parsed(
                    "sentinel.url",
                    ValueType.URL,
                    "https://api.sentinel.sparecores.net",
                    "The address of the Sentinel service.")
            .alsoFrom("SENTINEL_API_URL"));

    public static final Option<Duration> SENTINEL_UPLOAD_INTERVAL = declare(Option.of(
                    "sentinel.upload-interval",
                    ValueType.PERIOD,
                    Duration.ofSeconds(60),
                    "How often `sentinel` uploads what was measured since the last upload.")
            .asDetail()
            .alsoFrom("TRACKER_UPLOAD_INTERVAL"));

    public static final Option<Duration> SENTINEL_SAMPLE_INTERVAL = declare(Option.of(
                    "sentinel.sample-interval",
                    ValueType.PERIOD,
                    Duration.ofSeconds(1),
                    "How often the machine is looked at for a row of `sentinel`.")
            .asDetail());

    public static final Option<Boolean> SENTINEL_CLOUD_DISCOVERY = declare(Option.of(
                    "sentinel.cloud-discovery",
                    ValueType.BOOLEAN,
                    Boolean.TRUE,
                    "Whether the metadata services of clouds are asked, for at most three seconds, in which one a run takes place.")
            .asDetail());

    public static final Option<Boolean> SENTINEL_INFERENCE_COLUMNS = declare(Option.of(
                    "sentinel.inference-columns",
                    ValueType.BOOLEAN,
                    Boolean.FALSE,
                    "Whether rows of `sentinel` have the calls of each model behind the columns of its published clients.")
            .asDetail());

    public static final Option<Boolean> SENTINEL_COMPATIBLE = declare(Option.of(
                    "sentinel.compatible",
                    ValueType.BOOLEAN,
                    Boolean.FALSE,
                    "Whether disks are counted as Sentinel's published clients count them, some twice.")
            .asDetail());

    public static final Option<URI> SENTINEL_S3_ENDPOINT = declare(Option.withoutDefault(
            "sentinel.s3-endpoint",
            ValueType.URL,
            "Where `sentinel` uploads to in place of Amazon S3, with the bucket in the path."));

    public static final Option<String> SENTINEL_PROJECT_NAME =
            declare(Option.withoutDefault("sentinel.project-name", ValueType.TEXT, "The project that a run belongs to.")
                    .asDetail()
                    .alsoFrom("TRACKER_PROJECT_NAME"));

    public static final Option<String> SENTINEL_JOB_NAME =
            declare(Option.withoutDefault("sentinel.job-name", ValueType.TEXT, "The job that a run is one of.")
                    .asDetail()
                    .alsoFrom("TRACKER_JOB_NAME"));

    public static final Option<String> SENTINEL_STAGE_NAME =
            declare(Option.withoutDefault("sentinel.stage-name", ValueType.TEXT, "The stage of the job.")
                    .asDetail()
                    .alsoFrom("TRACKER_STAGE_NAME"));

    public static final Option<String> SENTINEL_TASK_NAME =
            declare(Option.withoutDefault("sentinel.task-name", ValueType.TEXT, "The task of the stage.")
                    .asDetail()
                    .alsoFrom("TRACKER_TASK_NAME"));

    public static final Option<String> SENTINEL_TEAM =
            declare(Option.withoutDefault("sentinel.team", ValueType.TEXT, "The team that a run belongs to.")
                    .asDetail()
                    .alsoFrom("TRACKER_TEAM"));

    public static final Option<String> SENTINEL_ENV = declare(
            Option.withoutDefault("sentinel.env", ValueType.TEXT, "The environment of a run, such as `production`.")
                    .asDetail()
                    .alsoFrom("TRACKER_ENV"));

    public static final Option<String> SENTINEL_EXTERNAL_RUN_ID =
            declare(Option.withoutDefault("sentinel.external-run-id", ValueType.TEXT, "What a run is called elsewhere.")
                    .asDetail()
                    .alsoFrom("TRACKER_EXTERNAL_RUN_ID"));

    public static final Option<String> SENTINEL_ORCHESTRATOR = declare(
            Option.withoutDefault("sentinel.orchestrator", ValueType.TEXT, "What started the run, such as `airflow`.")
                    .asDetail()
                    .alsoFrom("TRACKER_ORCHESTRATOR"));

    public static final Option<String> SENTINEL_EXECUTOR = declare(Option.withoutDefault(
                    "sentinel.executor", ValueType.TEXT, "What carries the run out, such as `kubernetes`.")
            .asDetail()
            .alsoFrom("TRACKER_EXECUTOR"));

    public static final Option<String> SENTINEL_CONTAINER_IMAGE = declare(Option.withoutDefault(
                    "sentinel.container-image", ValueType.TEXT, "The image of the container that a run is in.")
            .asDetail()
            .alsoFrom("TRACKER_CONTAINER_IMAGE"));

    public static final Option<List<String>> SENTINEL_TAGS = declare(Option.of(
                    "sentinel.tags",
                    ValueType.TAGS,
                    List.of(),
                    "Tags of a run, each `name=value`; among agent options a comma followed by a name that is no key begins the next.")
            .asDetail());

    public static final Option<Duration> SHUTDOWN_TIMEOUT = declare(Option.of(
            "shutdown.timeout",
            ValueType.DURATION,
            Duration.ofSeconds(3),
            "How long the end of the JVM may wait for push exporters to deliver the last windows. What is not delivered by then"
                    + " stays in the spool for the next start; with `0s` nothing is waited for."));

    public static final Option<String> SPOOL_DIRECTORY = declare(Option.derived(
            "spool.directory",
            ValueType.DIRECTORY,
            DerivedDefaults.STATE_DIRECTORY,
            "Where windows are kept until they are delivered, in one subdirectory per JVM; nothing is written unless an"
                    + " exporter pushes to a backend."));

    public static final Option<Long> SPOOL_MAX_SIZE = declare(Option.of(
            "spool.max-size",
            ValueType.SIZE,
            Long.valueOf(256L << 20),
            "How much disk space the windows of one JVM may take; beyond it the oldest are dropped and counted."));

    public static final Option<Duration> SPOOL_MAX_AGE = declare(Option.of(
            "spool.max-age",
            ValueType.PERIOD,
            Duration.ofDays(13),
            "How long a window is kept; AWS refuses values older than 14 days."));

    public static final Option<InetSocketAddress> STATSD_ADDRESS = declare(Option.parsed(
            "statsd.address",
            ValueType.ADDRESS,
            "127.0.0.1:8125",
            "The host and the UDP port to which `statsd` sends DogStatsD lines."));

    public static final Option<String> FILE_PATH = declare(Option.of(
            "file.path",
            ValueType.PATH,
            "inferometer.jsonl",
            "The file to which `file` writes one JSON object per window."));

    public static final Option<Long> FILE_MAX_SIZE = declare(Option.of(
            "file.max-size",
            ValueType.SIZE,
            Long.valueOf(64L << 20),
            "The size at which the file of `file` is rotated; one earlier file is kept."));

    public static final Option<Boolean> HOST_ENABLED = declare(Option.of(
            "host.enabled", ValueType.BOOLEAN, Boolean.TRUE, "Whether the machine and the process are measured."));

    public static final Option<Boolean> GPU_ENABLED = declare(
            Option.of("gpu.enabled", ValueType.BOOLEAN, Boolean.TRUE, "Whether GPUs are measured with the machine."));

    public static final Option<String> NATIVE_ACCESS = declare(
            Option.of(
                    "native-access",
                    ValueType.NATIVE_ACCESS,
                    "granted",
                    "Whether the agent may call native code, for GPUs of NVIDIA, for `clock=tsc` and on macOS and Windows: `never`; `granted`, only"
                            + " where the JVM allows it without a warning, as with `--enable-native-access=ALL-UNNAMED`; `grant`, also where the agent"
                            + " has to enable it, which does so for all code on class paths. See [host](host.md#native-code)."));

    public static final Option<Integer> MAX_SERIES = declare(Option.of(
            "max-series",
            ValueType.COUNT,
            Integer.valueOf(1000),
            "Maximum number of models and versions. Others are combined as `_other_`."));

    public static final Option<String> LOG_LEVEL = declare(Option.of(
            "log.level", ValueType.LEVEL, "info", "The least severe level that is written to the agent's log."));

    public static final Option<String> LOG_FILE = declare(Option.withoutDefault(
            "log.file",
            ValueType.PATH,
            "The file that the agent's log is appended to; without it the log goes to stderr."));

    private static final List<Option<?>> DOCUMENTED = List.copyOf(DECLARED);
    private static final List<Option<?>> ALL = withOneKey();

    private Options() {}

    private static <T> Option<T> declare(Option<T> option) {
        DECLARED.add(option);
        return option;
    }

    private static List<Option<?>> withOneKey() {
        List<Option<?>> options = new ArrayList<>();
        for (int i = 0; i < DOCUMENTED.size(); i++) {
            if (DOCUMENTED.get(i).prefix() == null) {
                options.add(DOCUMENTED.get(i));
            }
        }
        return List.copyOf(options);
    }

    /** Every option that has one key, in the order of the reference page. */
    public static List<Option<?>> all() {
        return ALL;
    }

    /** Those with a prefix, too. */
    static List<Option<?>> documented() {
        return DOCUMENTED;
    }

    /**
     * Whether the option says where, or under which name, an exporter sends: text among the keys of a push exporter or of its
     * family. Its default is another place.
     */
    static boolean namesDestination(Option<?> option) {
        return option.type().isText() && !option.isDetail() && ExporterTable.isOfPushExporter(option.key());
    }

    /** Whether an option has this key and no other. */
    public static boolean isOneKey(String key) {
        return find(key) != null;
    }

    /** The option that has this key and no other, or null. */
    static Option<?> find(String key) {
        Option<?> option = match(key);
        return option == null || option.prefix() != null ? null : option;
    }

    /** The option that {@code key} belongs to, by name or by prefix; or null. */
    static Option<?> match(String key) {
        for (int i = 0; i < DOCUMENTED.size(); i++) {
            if (DOCUMENTED.get(i).hasKey(key)) {
                return DOCUMENTED.get(i);
            }
        }
        return null;
    }
}
