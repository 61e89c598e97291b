package io.inferometer.agent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The architecture in executable form: which package and library may be used where. */
class ArchitectureTest extends ArchitectureFixture {

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
            Map.entry("handle", Set.of("record", "reader")),
            Map.entry("weave", Set.of("record", "library", "model", "reader", "custom", "handle", "premain", "async")),
            Map.entry("aggregate", Set.of("record", "model", "custom", "thread")),
            Map.entry("exporter", Set.of()),
            Map.entry("delivery", Set.of("exporter", "spool", "thread", "redaction", "premain")),
            Map.entry("spool", Set.of()),
            Map.entry("config", Set.of("exporter", "library", "reader", "redaction", "premain")),
            Map.entry("log", Set.of("redaction")),
            Map.entry("thread", Set.of("log")),
            Map.entry("http", Set.of("thread")),
            Map.entry("nativecode", Set.of()),
            Map.entry("clock", Set.of("record", "nativecode")),
            Map.entry("gpu", Set.of("nativecode")),
            Map.entry("host", Set.of("log", "thread", "nativecode", "gpu")),
            Map.entry("jmx", Set.of("record", "model", "weave", "aggregate", "delivery", "redaction")),
            Map.entry("cli", Set.of("config", "exporter", "redaction", "delivery", "http", "premain")));

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
                .resideOutsideOfPackages(in("weave"), in("library"), in("packing"))
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
                .that()
                // Asks whether the JVM records an archive, where it may; a JDK that has no such class is caught.
                .haveNameNotMatching("io\\.inferometer\\.agent\\.JdkSharing")
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
}
