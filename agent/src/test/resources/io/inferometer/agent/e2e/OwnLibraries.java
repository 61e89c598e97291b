package application;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.inferometer.annotation.Inference;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** Uses the same libraries as the agent, in other releases, and prints what they do. The argument is the receiver's address. */
public class OwnLibraries {

    public static final AtomicLong ADVISED = new AtomicLong();

    public static class Increment {
        @Advice.OnMethodEnter
        static void enter() {
            ADVISED.incrementAndGet();
        }
    }

    public static void main(String[] arguments) throws Exception {
        OwnLibraries application = new OwnLibraries();
        calls(application, 1000);
        System.out.println("jackson " + com.fasterxml.jackson.core.json.PackageVersion.VERSION + " "
                + new ObjectMapper().writeValueAsString(List.of(1, 2)));
        LoggerFactory.getLogger("application").info("logged by " + LoggerFactory.getILoggerFactory().getClass().getName());
        System.out.println("jna " + NativeLibrary.getInstance("c").getFunction("abs").invokeInt(new Object[] {-7}));
        heartbeat(URI.create(arguments[0]));
        subclass();
        System.out.println("before advice " + ADVISED);
        advise();
        calls(application, 1000);
        System.out.println("after advice " + ADVISED);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.contains("bytebuddy") || name.contains("slf4j") || name.contains("aws"))
                .sorted()
                .forEach(name -> System.out.println("property " + name));
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sdk-") || name.startsWith("idle-") || name.startsWith("aws-"))
                .sorted()
                .forEach(name -> System.out.println("thread " + name));
    }

    @Inference(model = "own")
    int infer(int value) {
        return value + 1;
    }

    private static void calls(OwnLibraries application, int count) {
        for (int i = 0; i < count; i++) {
            if (application.infer(i) != i + 1) {
                throw new AssertionError();
            }
        }
    }

    private static void heartbeat(URI receiver) {
        try (SagemakerEdgeClient client = SagemakerEdgeClient.builder()
                .endpointOverride(receiver)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"))))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            client.sendHeartbeat(request ->
                    request.agentVersion("1").deviceName("applications-device").deviceFleetName("applications-fleet"));
            System.out.println("aws " + VersionInfo.SDK_VERSION + " sent");
        }
    }

    private static void subclass() throws Exception {
        Class<?> made = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(Object.class)
                .method(ElementMatchers.named("toString"))
                .intercept(FixedValue.value("made by Byte Buddy"))
                .make()
                .load(OwnLibraries.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
        System.out.println(made.getDeclaredConstructor().newInstance());
    }

    private static void advise() {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(ElementMatchers.is(OwnLibraries.class))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Increment.class).on(ElementMatchers.named("infer"))))
                .installOn(ByteBuddyAgent.install());
    }
}
