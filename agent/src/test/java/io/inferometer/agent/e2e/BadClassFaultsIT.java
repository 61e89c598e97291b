package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.annotation.Inference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A class that cannot be woven, or a loader that fails, keeps an agent that is attached from nothing else. */
class BadClassFaultsIT {

    private static final String SOURCE = """
            package application;

            import io.inferometer.annotation.Inference;
            import java.io.InputStream;
            import java.util.Scanner;

            public class Neighbours {
                public static class Good {
                    @Inference(model = "good")
                    public double score(double x) {
                        return x;
                    }
                }

                /** Of a library that is not there; a class that is verified needs it. */
                public static class Optional extends RuntimeException {}

                public static class OptionalToo extends Optional {}

                public static class Broken {
                    @Inference(model = "broken")
                    public double score(double x) {
                        return x;
                    }

                    RuntimeException make(boolean first) {
                        RuntimeException made = first ? new OptionalToo() : new Optional();
                        return made;
                    }
                }

                /** Has classes, and fails where it is asked for their files. */
                static class Failing extends ClassLoader {
                    private final byte[] file;

                    Failing(byte[] file) {
                        super(Neighbours.class.getClassLoader());
                        this.file = file;
                    }

                    Class<?> define() {
                        return defineClass(null, file, 0, file.length);
                    }

                    @Override
                    public InputStream getResourceAsStream(String name) {
                        throw new StackOverflowError("of the application's loader");
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    ClassLoader own = Neighbours.class.getClassLoader();
                    Class.forName("application.Neighbours$Broken", false, own);
                    byte[] file = own.getResourceAsStream("application/Neighbours$Good.class").readAllBytes();
                    Class<?> elsewhere = new Failing(file).define();
                    Good good = new Good();
                    good.score(0);
                    System.out.println("ready " + elsewhere.getName());
                    Scanner orders = new Scanner(System.in);
                    while (orders.hasNextInt()) {
                        int calls = orders.nextInt();
                        for (int i = 0; i < calls; i++) {
                            good.score(i);
                        }
                        System.out.println("called " + calls);
                    }
                }
            }
            """;

    @TempDir
    static Path directory;

    private static Path[] classPath;

    @BeforeAll
    static void compile() throws Exception {
        Path annotations = Path.of(Inference.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path classes = TestJars.compile(
                directory.resolve("classes"),
                Map.of("application/Neighbours.java", SOURCE),
                "--class-path",
                List.of(annotations));
        Files.delete(classes.resolve("application/Neighbours$Optional.class"));
        Files.delete(classes.resolve("application/Neighbours$OptionalToo.class"));
        classPath = new Path[] {classes, annotations};
    }

    @EachJdk
    void theOthersAreMeasured(Jdk jdk) throws Exception {
        try (RunningJvm jvm = ForkedJvm.of(jdk).classPath(classPath).start("application.Neighbours")) {
            jvm.awaitOut("^ready application.Neighbours\\$Good$");
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            machine.loadAgent(ForkedJvm.AGENT.toString(), "http.port=0");
            machine.detach();
            jvm.awaitErr("application.Neighbours\\$Broken is not measured: .*");
            jvm.send("25");
            jvm.awaitOut("^called 25$");
            assertThat(jvm.metrics().calls("success")).isEqualTo(Map.of("good", 25L));
            assertThat(jvm.finish().agentLines())
                    .filteredOn(line -> line.contains(" WARN "))
                    .singleElement()
                    .asString()
                    .doesNotContain("in part only");
        }
    }
}
