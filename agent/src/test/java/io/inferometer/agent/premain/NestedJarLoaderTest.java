package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("safety")
@Timeout(60)
class NestedJarLoaderTest {

    /** On the test's class path; the jar has another of the same name. */
    private static final String ON_CLASS_PATH = "org.example.models.Ranker";

    @TempDir
    private Path directory;

    private Path file;
    private AgentJar jar;
    private NestedJarLoader agent;
    private NestedJarLoader family;

    @BeforeEach
    void open() throws IOException {
        SmallJar content = new SmallJar()
                .supplier("core", "a.One", "one")
                .supplier("core", "a.Both", "agent's")
                .supplier("core", ON_CLASS_PATH, "hidden")
                .supplier("core", "java.util.Fake", "never")
                .supplier("core", "a.Twice", "first")
                .supplier("more", "a.Twice", "second")
                .supplier("more", "m.More", "more")
                .supplier("x", "a.Both", "family's")
                .supplier("x", "x.Own", "own")
                .text("core", "META-INF/versions/9/a/One.class", "versioned")
                .text("core", "META-INF/services/java.util.function.Supplier", "a.One\na.Both\n")
                .text("core", "a/text.txt", "some text")
                .text("x", "a/text.txt", "other text")
                .text("more", "m/text.txt", "more text");
        for (int i = 0; i < 100; i++) {
            content.supplier("core", "many.C" + i, "c" + i);
        }
        file = directory.resolve("small agent.jar");
        jar = AgentJar.open(content.write(file));
        agent = new NestedJarLoader("agent", null, jar.archive("core"), jar.archive("more"));
        family = new NestedJarLoader("family", agent, jar.archive("x"));
    }

    private static Object answer(Class<?> type) throws ReflectiveOperationException {
        return ((Supplier<?>) type.getDeclaredConstructor().newInstance()).get();
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void classesOfTheArchiveAreLoadedInPlace() throws ReflectiveOperationException {
        Class<?> one = agent.loadClass("a.One");
        assertThat(answer(one)).isEqualTo("one");
        assertThat(one.getClassLoader()).isSameAs(agent);
        assertThat(agent.loadClass("a.One")).isSameAs(one);
        assertThat(directory)
                .isDirectoryContaining("glob:**small agent.jar")
                .isDirectoryNotContaining("glob:**.class*");
    }

    @Test
    void aClassOfTheArchiveComesBeforeOneOfTheSameNameAbove() throws ReflectiveOperationException {
        assertThat(answer(agent.loadClass("a.Both"))).isEqualTo("agent's");
        assertThat(answer(family.loadClass("a.Both"))).isEqualTo("family's");
        assertThat(family.loadClass("a.One")).isSameAs(agent.loadClass("a.One"));
        assertThat(answer(family.loadClass("x.Own"))).isEqualTo("own");
        assertThatThrownBy(() -> agent.loadClass("x.Own")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void archivesAreLookedThroughInTheirOrder() throws ReflectiveOperationException {
        assertThat(answer(agent.loadClass("a.Twice"))).isEqualTo("first");
        assertThat(answer(agent.loadClass("m.More"))).isEqualTo("more");
        assertThat(answer(family.loadClass("m.More"))).isEqualTo("more");
    }

    @Test
    void whatTheApplicationHasIsNotSeen() throws ReflectiveOperationException {
        for (String name :
                List.of("org.junit.jupiter.api.Test", "org.example.models.Embedder", "io.inferometer.agent.Agent")) {
            assertThat(Class.forName(name)).isNotNull();
            assertThatThrownBy(() -> agent.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> family.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        }
        assertThat(agent.loadClass(ON_CLASS_PATH)).isNotSameAs(Class.forName(ON_CLASS_PATH));
        assertThat(answer(agent.loadClass(ON_CLASS_PATH))).isEqualTo("hidden");
    }

    @Test
    void theJdkIsSeenAndComesFirstInJava() throws ClassNotFoundException {
        assertThat(agent.loadClass("java.util.List")).isSameAs(List.class);
        assertThat(agent.loadClass("java.sql.Connection").getClassLoader())
                .isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(agent.loadClass("javax.management.MBeanServer").getClassLoader())
                .isNull();
        assertThatThrownBy(() -> agent.loadClass("java.util.Fake")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> agent.loadClass("nowhere.ToBeFound"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("nowhere.ToBeFound");
    }

    @Test
    void theClassesAtTheRootAreTheJvms() throws ClassNotFoundException {
        assertThat(agent.loadClass(AgentJar.class.getName())).isSameAs(AgentJar.class);
        assertThat(family.loadClass(NestedJarLoader.class.getName())).isSameAs(NestedJarLoader.class);
    }

    @Test
    void resourcesAreThoseOfTheArchiveThenOfTheOneAbove() throws IOException {
        assertThat(text(agent.getResourceAsStream("a/text.txt"))).isEqualTo("some text");
        assertThat(text(family.getResourceAsStream("a/text.txt"))).isEqualTo("other text");
        assertThat(text(agent.getResourceAsStream("m/text.txt"))).isEqualTo("more text");
        assertThat(text(family.getResourceAsStream("m/text.txt"))).isEqualTo("more text");
        assertThat(agent.getResourceAsStream("META-INF/MANIFEST.MF"))
                .as("the jar's own")
                .isNull();
        assertThat(agent.getResource("missing")).isNull();
        assertThat(agent.getResourceAsStream("missing")).isNull();
        assertThat(Collections.list(agent.getResources("missing"))).isEmpty();
        assertThat(agent.getResource("org/junit/jupiter/api/Test.class"))
                .as("the application's")
                .isNull();
    }

    @Test
    void aResourceUrlCanBeReadByWhoeverHasIt() throws IOException {
        URL url = family.getResource("a/text.txt");
        assertThat(text(url.openStream())).isEqualTo("other text");
        assertThat(url.toString()).isEqualTo("inferometer:/x/a/text.txt");
        assertThat(Collections.list(agent.getResources("a/text.txt")))
                .singleElement()
                .satisfies(found -> assertThat(text(found.openStream())).isEqualTo("some text"));
    }

    @Test
    void classFilesAreFoundUnderTheirUsualName() throws IOException {
        try (InputStream in = agent.getResourceAsStream("a/One.class")) {
            assertThat(in.readAllBytes()).isEqualTo(SmallJar.classFile("a.One", "one"));
        }
        try (InputStream in = family.getResource("a/One.class").openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(SmallJar.classFile("a.One", "one"));
        }
    }

    @Test
    void nothingIsMultiReleaseWhateverTheManifestSays() throws ReflectiveOperationException {
        assertThat(answer(agent.loadClass("a.One"))).isEqualTo("one");
    }

    @Test
    void servicesAreFoundByTheServiceLoader() {
        List<Object> answers = new ArrayList<>();
        for (Supplier<?> supplier : ServiceLoader.load(Supplier.class, agent)) {
            answers.add(supplier.get());
        }
        assertThat(answers).containsExactly("one", "agent's");
    }

    @Test
    void aFileThatIsReplacedStaysReadable() throws Exception {
        assertThat(answer(agent.loadClass("many.C0"))).isEqualTo("c0");
        Path replacement = directory.resolve("new.jar");
        new SmallJar().supplier("core", "many.C1", "of the new jar").write(replacement);
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        for (int i = 1; i < 100; i++) {
            assertThat(answer(agent.loadClass("many.C" + i))).isEqualTo("c" + i);
        }
        Files.delete(file);
        assertThat(answer(family.loadClass("x.Own"))).isEqualTo("own");
    }

    @Test
    void manyThreadsGetTheSameClasses() throws InterruptedException {
        Map<String, Class<?>> loaded = new ConcurrentHashMap<>();
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier together = new CyclicBarrier(8);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            NestedJarLoader from = i % 2 == 0 ? agent : family;
            threads.add(new Thread(() -> {
                try {
                    together.await();
                    for (int j = 0; j < 100; j++) {
                        Class<?> type = from.loadClass("many.C" + j);
                        Class<?> other = loaded.putIfAbsent(type.getName(), type);
                        if ((other != null && other != type) || !answer(type).equals("c" + j)) {
                            wrong.add(type.getName());
                        }
                    }
                } catch (Exception | LinkageError e) {
                    wrong.add(e.toString());
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(loaded).hasSize(100);
    }

    @Test
    void urlEscapesAreDecoded() {
        assertThat(AgentJar.decode("/opt/agent.jar")).isEqualTo("/opt/agent.jar");
        assertThat(AgentJar.decode("/my%20apps/%C3%A4%25.jar")).isEqualTo("/my apps/ä%.jar");
        assertThat(AgentJar.decode("/ä%20😀/%F0%9F%98%80.jar")).isEqualTo("/ä 😀/😀.jar");
        assertThat(AgentJar.decode("/100%")).isEqualTo("/100%");
        assertThat(AgentJar.decode("/100%zz")).isEqualTo("/100%zz");
    }

    @Test
    void toolsOfTheJdkAreToldByTheirModule() {
        assertThat(Premain.isJdkTool("jdk.compiler", "jdk.compiler/com.sun.tools.javac.Main A.java"))
                .isTrue();
        assertThat(Premain.isJdkTool("java.base", null)).isTrue();
        assertThat(Premain.isJdkTool("com.acme.app", "com.acme.app/com.acme.Main"))
                .isFalse();
        assertThat(Premain.isJdkTool(null, "com.acme.Main")).isFalse();
    }

    @Test
    void aProgramStartedFromItsSourceFileIsNoTool() {
        assertThat(Premain.isJdkTool("jdk.compiler", "jdk.compiler/com.sun.tools.javac.launcher.Main A.java"))
                .isFalse();
        assertThat(Premain.isJdkTool("jdk.compiler", "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher A.java"))
                .isFalse();
    }

    /** A security policy grants permissions to where a class came from. */
    @Test
    void everyClassHasTheProtectionDomainOfTheJar() throws ReflectiveOperationException {
        for (Class<?> each : List.of(agent.loadClass("a.One"), family.loadClass("x.Own"))) {
            assertThat(each.getProtectionDomain()).isSameAs(NestedJarLoader.class.getProtectionDomain());
        }
    }
}
