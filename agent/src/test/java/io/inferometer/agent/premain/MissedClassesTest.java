package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader.PersistenceHandler;
import org.junit.jupiter.api.Test;

/** Classes that the filter cannot look at. */
class MissedClassesTest {

    private interface Annotated {

        @Inference
        void score();
    }

    private interface Below extends Annotated {}

    /** Sees no annotation. */
    private static final ClassLoader LOADER = new ClassLoader(null) {};

    private static byte[] file(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    /** The JDK passes over what a transformer throws, and the class would not be measured in silence. */
    @Test
    void theyAreRemembered() throws IOException {
        AgentStart start = new AgentStart("", new Properties(), null, null, false);
        CandidateFilter filter =
                new CandidateFilter(StartOptionsTest.index(), StartOptions.read("", new Properties()), start);
        ClassLoader full = new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                throw new OutOfMemoryError("of the application's heap");
            }
        };
        for (int i = 0; i < 1_000; i++) {
            assertThat(filter.transform(full, "a/B", null, null, file(Below.class)))
                    .isNull();
        }
        // There is no agent in this JVM that could be made.
        assertThat(filter.transform(LOADER, null, null, null, file(Annotated.class)))
                .isNull();

        assertThat(start.takeUnseen())
                .hasSize(100)
                .allMatch(each -> each.name().equals("a/B") && !each.isCandidate() && each.why() instanceof Error);
        assertThat(start.takeUnseen()).isEmpty();
        assertThat(filter.transform(LOADER, null, null, null, file(Annotated.class)))
                .isNull();
        assertThat(start.takeUnseen()).singleElement().matches(each -> each.name() == null && each.isCandidate());
    }

    /** What JVMs throw for classes that they cannot transform again. */
    @Test
    void oneThatTheJvmRefusesCostsNoOther() throws IOException, ClassNotFoundException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : List.of("com.acme.First", "com.acme.Bad", "com.acme.Last")) {
            files.put(
                    name,
                    new ByteBuddy()
                            .makeInterface()
                            .name(name)
                            .defineMethod("score", void.class, Visibility.PUBLIC)
                            .withoutCode()
                            .annotateMethod(AnnotationDescription.Builder.ofType(Inference.class)
                                    .build())
                            .make()
                            .getBytes());
        }
        ClassLoader loader = new ByteArrayClassLoader(getClass().getClassLoader(), files, PersistenceHandler.MANIFEST);
        Class<?> first = loader.loadClass("com.acme.First");
        Class<?> bad = loader.loadClass("com.acme.Bad");
        Class<?> last = loader.loadClass("com.acme.Last");
        for (Throwable refusal : List.of(
                new UnmodifiableClassException(), new VerifyError(), new NoClassDefFoundError(), new InternalError())) {
            AgentStart start = new AgentStart("", new Properties(), null, null, false);
            CandidateFilter filter =
                    new CandidateFilter(StartOptionsTest.index(), StartOptions.read("", new Properties()), start);
            List<Object> transformed = new ArrayList<>();
            Instrumentation jvm = (Instrumentation) Proxy.newProxyInstance(
                    MissedClassesTest.class.getClassLoader(),
                    new Class<?>[] {Instrumentation.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("getInitiatedClasses")) {
                            return new Class<?>[] {first, String.class, bad, last};
                        }
                        Class<?>[] types = (Class<?>[]) arguments[0];
                        if (List.of(types).contains(bad)) {
                            throw refusal;
                        }
                        transformed.addAll(List.of(types));
                        return null;
                    });

            filter.lookAtEarlier(loader, jvm);

            assertThat(transformed).containsExactly(first, last);
            assertThat(start.takeUnseen())
                    .singleElement()
                    .matches(each -> each.name().equals("com/acme/Bad"))
                    .matches(each -> each.isCandidate() && each.why() == refusal);
        }
    }
}
