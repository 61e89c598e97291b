package io.inferometer.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.thread.AgentThread;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The architecture in executable form: who may use what. */
class ArchitectureTest {

    private static final String AGENT = "io.inferometer.agent";
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path SOURCES = Path.of("src", "main", "java", "io");

    /** What a package of the agent may use of the others. Everything may use the exporters' API but the packages below it. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("premain", Set.of()),
            Map.entry("packing", Set.of("premain")),
            Map.entry("record", Set.of()),
            Map.entry("reader", Set.of("record")),
            Map.entry("library", Set.of("reader")),
            Map.entry("redaction", Set.of()),
            Map.entry("model", Set.of("record", "library", "reader", "redaction")),
            Map.entry("custom", Set.of("record")),
            Map.entry("async", Set.of("record", "reader", "thread", "model", "redaction")),
            Map.entry("weave", Set.of("record", "library", "model", "reader", "custom", "premain", "async")),
            Map.entry("aggregate", Set.of("record", "model", "custom", "thread")),
            Map.entry("exporter", Set.of()),
            Map.entry("delivery", Set.of("exporter", "spool", "thread", "redaction", "premain")),
            Map.entry("spool", Set.of()),
            Map.entry("config", Set.of("exporter", "library", "reader", "redaction")),
            Map.entry("log", Set.of("redaction")),
            Map.entry("thread", Set.of("log")),
            Map.entry("http", Set.of("thread")),
            Map.entry("host", Set.of("log")),
            Map.entry("jmx", Set.of("record", "model", "weave", "aggregate", "delivery", "redaction")),
            Map.entry("cli", Set.of("config", "exporter", "redaction", "delivery", "http", "premain")));

    @TempDir
    private static Path directory;

    private static JavaClasses agent;
    private static JavaClasses all;

    /** Everything of ours that is in the jar, from the agent's own classes, its libraries and its families of exporters. */
    @BeforeAll
    static void read() throws IOException {
        agent = new ClassFileImporter().importPath(CLASSES.resolve("io"));
        Set<Location> places = new HashSet<>(Locations.ofPackage("io.inferometer"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith("-family.jar")) {
                places.add(Location.of(visible(Path.of(entry))));
            }
        }
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // Stands in for AWS in tests.
                .withImportOption(location -> !location.contains("io/inferometer/receiver/"))
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importLocations(places);
    }

    /** The families' classes lie in the folder of their loader: without it they can be read. */
    private static Path visible(Path place) throws IOException {
        Path target =
                Files.createDirectory(directory.resolve(place.getFileName().toString()));
        try (FileSystem jar = FileSystems.newFileSystem(place);
                Stream<Path> files = Files.walk(jar.getPath("/"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.toString();
                if (name.contains("/io/inferometer/") && name.endsWith(".class")) {
                    Path copy = target.resolve(name.substring(name.indexOf("io/inferometer/")));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    private static String in(String name) {
        return AGENT + "." + name + "..";
    }

    /** A call of a method of {@code owner} or of a class below it. */
    private static DescribedPredicate<JavaCall<?>> method(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                "calls " + owner.getSimpleName() + "." + names,
                call -> call.getTargetOwner().isAssignableTo(owner)
                        && call.getTarget().getName().matches(names));
    }

    private static void nobodyCalls(Class<?> owner, String names) {
        noClasses().should().callCodeUnitWhere(method(owner, names)).check(all);
    }

    @Test
    void everythingOfOursIsRead() {
        assertThat(all.stream().map(JavaClass::getPackageName))
                .contains(
                        "io.inferometer.agent",
                        "io.inferometer.agent.record",
                        "io.inferometer.annotation",
                        "io.inferometer.metrics",
                        "io.inferometer.exporter.api",
                        "io.inferometer.exporter.prometheus",
                        "io.inferometer.exporter.file",
                        "io.inferometer.exporter.statsd",
                        "io.inferometer.exporter.aws",
                        "io.inferometer.exporter.awsclient",
                        "io.inferometer.exporter.awsclient.http")
                .doesNotContain("io.inferometer.receiver");
        assertThat(all.contain(ArchitectureTest.class)).as("tests").isFalse();
    }

    @Test
    void everyPackageOfTheAgentIsKnownHere() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : agent) {
            if (type.getPackageName().startsWith(AGENT + ".")) {
                found.add(type.getPackageName().substring(AGENT.length() + 1));
            }
        }
        assertThat(USES.keySet()).containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void aPackageUsesOnlyThePackagesBelowIt() {
        USES.forEach((name, used) -> {
            List<String> allowed = new ArrayList<>(List.of(in(name)));
            used.forEach(other -> allowed.add(in(other)));
            classes()
                    .that()
                    .resideInAPackage(in(name))
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfPackage(AGENT + "..")
                            .or(resideInAnyPackage(allowed.toArray(new String[0])))
                            // The one class that all may ask which version this is.
                            .or(nameMatching(AGENT + "\\.Version")))
                    .check(agent);
        });
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(AGENT + ".(*)..").should().beFreeOfCycles().check(agent);
    }

    @Test
    void premainLoadsNothingThatTheApplicationDidNotAskFor() throws IOException {
        noClasses()
                .that()
                .resideInAPackage(in("premain"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.util.logging..",
                                "java.nio.file..",
                                "javax.management..",
                                "java.lang.management..",
                                "java.security..",
                                "java.util.stream..",
                                "java.util.function..",
                                "java.util.regex..",
                                "java.time..")
                        // The JVM has loaded these to define the very class that asks where it came from; the others
                        // the
                        // boot image has, and nobody uses them where there is no security manager.
                        .and(not(belongToAnyOf(
                                ProtectionDomain.class, CodeSource.class, java.security.PrivilegedAction.class)))
                        .and(not(nameMatching("java\\.security\\.AccessController"))))
                .check(agent);
        noClasses()
                .that()
                .resideInAPackage(in("premain"))
                .should()
                .accessField(System.class, "out")
                .check(agent);
        assertThat(instructions("premain", Opcodes.INVOKEDYNAMIC))
                .as("lambdas, concatenation at run time")
                .isEmpty();
    }

    @Test
    void recordingNeedsTheJdkAndJCTools() throws IOException {
        classes()
                .that()
                .resideInAPackage(in("record"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                in("record"),
                                "java.lang",
                                "java.lang.invoke",
                                "java.lang.ref",
                                "java.lang.runtime",
                                "java.math",
                                "java.util",
                                "java.util.concurrent..",
                                "java.util.function",
                                "org.jctools.queues..")
                        .or(JavaClass.Predicates.belongTo(nameMatching("\\[.*")))
                        // What calls are counted and distributions are told apart by: numbers that are given once. What
                        // a
                        // measure is in, too.
                        .or(nameMatching(
                                "io\\.inferometer\\.exporter\\.api\\.(Outcome|Measure|ExponentialHistogram\\$Unit)")))
                .check(agent);
        noClasses()
                .that()
                .resideInAPackage(in("record"))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent.locks"))
                .check(agent);
        methods()
                .that()
                .areDeclaredInClassesThat(resideInAPackage(in("record")))
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(agent);
        // Where a call is lost because the stack has ended, the one thing that is atomic and needs none.
        assertThat(instructions("record", Opcodes.MONITORENTER))
                .as("synchronized blocks")
                .containsExactlyInAnyOrder(
                        "PendingCall.class accept",
                        "InferenceSite.class enter",
                        "InferenceSite.class exit",
                        "LostCalls.class closeUnclosed",
                        "FollowedCalls.class count",
                        "VirtualCallSite.class enter");
    }

    @Test
    void librariesAreNamesAndNeverClasses() {
        classes()
                .that()
                .resideInAPackage(in("library"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(in("library"), "java..")
                        .or(nameMatching("io\\.inferometer\\.agent\\.reader\\.Expression.*")))
                .check(agent);
    }

    @Test
    void weavingUsesOfByteBuddyItsAsmAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("weave"), in("library"))
                .should()
                .dependOnClassesThat(resideInAPackage("net.bytebuddy.."))
                .check(all);
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("net.bytebuddy..").and(not(resideInAPackage("net.bytebuddy.jar.asm.."))))
                .check(all);
    }

    @Test
    void exportersKnowNeitherTheAgentNorEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.inferometer.exporter..")
                .should()
                .dependOnClassesThat(resideInAPackage(AGENT + ".."))
                .check(all);
        slices().matching("io.inferometer.exporter.(*)..")
                .that(DescribedPredicate.describe(
                        "are exporters",
                        slice -> !slice.getDescription().matches(".*\\b(api|metric|json|awsclient)\\b.*")))
                .should()
                .notDependOnEachOther()
                .check(all);
        classes()
                .that()
                .resideInAnyPackage("io.inferometer.exporter.api..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.inferometer.exporter.api.."))
                .check(all);
        classes()
                .that()
                .resideInAnyPackage("io.inferometer.exporter.metric..", "io.inferometer.exporter.prometheus..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "io.inferometer.exporter.api..",
                        "io.inferometer.exporter.metric..",
                        "io.inferometer.exporter.prometheus.."))
                .check(all);
    }

    /** Code that depends on an exporter asks its row. Keys are named where options are declared and where their values are used. */
    @Test
    void nothingButTheTableNamesAnExporter() throws IOException {
        Map<String, String> otherMeanings = Map.of(
                "premain/AgentJar.class file", "the scheme of a URL",
                "config/ItemSyntax.class http", "the scheme of a URL",
                "http/Listener.class http", "the name of a thread",
                "redaction/SecretNames.class file", "a word of English");
        Path main = CLASSES.resolve(AGENT.replace('.', '/'));
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = main.relativize(file).toString().replace(File.separatorChar, '/');
                if (name.endsWith(".class") && !name.equals("config/Options.class") && !name.startsWith("exporter/")) {
                    for (String text : texts(file)) {
                        if (ExporterTable.names().contains(text)) {
                            found.add(name + " " + text);
                        }
                    }
                }
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(otherMeanings.keySet()));
    }

    /** The constants of a class that are text. */
    private static Set<String> texts(Path file) throws IOException {
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> texts = new TreeSet<>();
        int string = 8; // CONSTANT_String (JVMS 4.4.3)
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            if (offset > 0 && reader.readByte(offset - 1) == string) {
                texts.add(reader.readUTF8(offset, buffer));
            }
        }
        return texts;
    }

    @Test
    void whatSignsKnowsNoExporterAndNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.inferometer.exporter.awsclient..")
                .should()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.services..")
                        .or(resideInAPackage("io.inferometer.exporter..")
                                .and(not(resideInAnyPackage(
                                        "io.inferometer.exporter.api..", "io.inferometer.exporter.awsclient..")))))
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.inferometer.exporter.awsclient..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "software.amazon.awssdk.auth..",
                        "software.amazon.awssdk.http..",
                        "software.amazon.awssdk.profiles..",
                        "software.amazon.awssdk.regions.."))
                .check(all);
    }

    @Test
    void annotationsDependOnTheLanguageAlone() {
        classes()
                .that()
                .resideInAnyPackage("io.inferometer.annotation..", "io.inferometer.metrics..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.inferometer.annotation..", "java.lang", "java.lang.annotation")
                                .or(nameMatching("io\\.inferometer\\.metrics\\.InferometerMetrics")))
                .check(all);
    }

    @Test
    void theBootClassIsOneAndLinksNothingAtRunTime() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(CLASSES.resolve("boot"))) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files).containsExactly(CLASSES.resolve(Path.of("boot", "java", "lang", "InferenceDispatch.class")));
        JavaClasses boot = new ClassFileImporter().importPath(CLASSES.resolve("boot"));
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java.lang", "java.lang.invoke"))
                .check(boot);
        assertThat(instructions(files.get(0), Opcodes.INVOKEDYNAMIC)).isEmpty();
    }

    @Test
    void eachLibraryAndServiceOfTheJvmHasOnePlaceThatUsesIt() {
        // The command line runs in a JVM of its own and speaks to another's over JMX.
        noClasses()
                .that()
                .resideOutsideOfPackages(in("jmx"), in("cli"))
                .should()
                .dependOnClassesThat(resideInAPackage("javax.management.."))
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage(in("host"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("oshi..", "java.lang.management..", "com.sun.management.."))
                .check(all.that(not(resideInAPackage(in("cli")))));
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "sun..", "jdk.internal.."))
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackages(in("log"), in("host"), "org.slf4j")
                .should()
                .dependOnClassesThat(resideInAPackage("org.slf4j.."))
                .check(agent);
    }

    @Test
    void nothingPrintsButTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .accessField(System.class, "out")
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackages(in("cli"), in("premain"))
                .should()
                .accessField(System.class, "err")
                .check(all);
        nobodyCalls(Throwable.class, "printStackTrace");
    }

    /** The one place of each way out; what goes through it is masked there. */
    @Test
    void everyWayOutMasksSecrets() throws IOException {
        Map<String, String> ways = Map.of(
                "log.Log", "write",
                "config.Config", "masked",
                "cli.RedactedOutput", "print",
                "delivery.Books", "say",
                "jmx.RedactedBean", "masked",
                "model.SourceAddress", "of",
                "model.FailureText", "shown",
                "async.RequestText", "id",
                "Core", "build");
        ways.forEach((type, way) -> assertThat(agent.get(AGENT + "." + type).getMethodCallsFromSelf())
                .as("%s.%s", type, way)
                .anyMatch(call -> call.getOrigin().getName().equals(way)
                        && call.getTargetOwner().getName().equals(AGENT + ".redaction.Redaction")));
        // And nothing goes around them.
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.log\\.(Log|LogFile)")
                .should()
                .dependOnClassesThat(nameMatching(".*\\.log\\.Line"))
                .check(agent.that(not(nameMatching(".*\\.log\\.Line"))));
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.jmx\\.(RedactedBean|DescribedBean)")
                .should()
                .callCodeUnitWhere(method(javax.management.StandardMBean.class, "<init>"))
                .orShould()
                .dependOnClassesThat(nameMatching("javax\\.management\\.StandardMBean"))
                .check(agent.that(not(nameMatching(".*\\.jmx\\.MBeans"))));
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.cli\\.Cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(agent.that(not(resideInAPackage(in("premain")))));
        assertThat(instructions("redaction", Opcodes.INVOKEDYNAMIC))
                .as("linked at run time, where the log may be on the start-up path")
                .isEmpty();
        noClasses()
                .that()
                .resideInAPackage(in("redaction"))
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.regex.."))
                .check(agent);
    }

    @Test
    void nobodyUsesWhatBelongsToTheApplication() {
        nobodyCalls(ForkJoinPool.class, "commonPool");
        nobodyCalls(Stream.class, "parallel.*");
        nobodyCalls(java.util.Collection.class, "parallelStream");
        nobodyCalls(CompletableFuture.class, ".*Async");
        nobodyCalls(System.class, "(set|clear)Propert.*|setOut|setErr|setSecurityManager");
        nobodyCalls(Thread.class, "setDefaultUncaughtExceptionHandler");
        nobodyCalls(java.util.Locale.class, "setDefault");
        noClasses()
                .should()
                .dependOnClassesThat(belongToAnyOf(ThreadLocal.class))
                .check(agent);
    }

    @Test
    void threadsAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .and()
                .resideOutsideOfPackage(in("thread"))
                // The first one, which starts all others.
                .and()
                .haveNameNotMatching(".*\\.premain\\.(AgentStart|Premain)")
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "makes a thread that is no AgentThread",
                        call -> call.getTarget().getName().equals("<init>")
                                && call.getTargetOwner().isAssignableTo(Thread.class)
                                && !call.getTargetOwner().isAssignableTo(AgentThread.class)))
                .check(agent);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> packages.add(file.getParent()));
        }
        // Those with rules, and the agent's own above them.
        assertThat(packages).hasSize(USES.size() + 1);
        for (Path each : packages) {
            assertThat(each.resolve("package-info.java"))
                    .content()
                    .contains("Data flow", "Threading", "ounded")
                    .startsWith("/**");
        }
    }

    /** Methods of a package that contain the instruction. */
    private static List<String> instructions(String name, int opcode) throws IOException {
        List<String> found = new ArrayList<>();
        Path place = CLASSES.resolve(AGENT.replace('.', '/')).resolve(name);
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class")) {
                    found.addAll(instructions(file, opcode));
                }
            }
        }
        return found;
    }

    private static List<String> instructions(Path file, int opcode) throws IOException {
        List<String> found = new ArrayList<>();
        new ClassReader(Files.readAllBytes(file))
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInsn(int used) {
                                        add(used);
                                    }

                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String called,
                                            String sign,
                                            net.bytebuddy.jar.asm.Handle by,
                                            Object... with) {
                                        add(Opcodes.INVOKEDYNAMIC);
                                    }

                                    private void add(int used) {
                                        if (used == opcode) {
                                            found.add(file.getFileName() + " " + name);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return found;
    }
}
