package io.inferometer.agent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.inferometer.agent.thread.AgentThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What the code of ours may call: what is linked, printed, masked, started and left to the application. */
class AllowedCallsTest extends ArchitectureFixture {

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
                        // The JVM loads these to define any class, or has them in its boot image, and nobody uses them
                        // where there is no security manager.
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
                        // What calls are counted by and distributions are told apart by, and the unit of a measure.
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
                        "VirtualCallSite.class isLost");
    }

    @Test
    void theBootClassesAreTwoAndLinkNothingAtRunTime() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(CLASSES.resolve("boot"))) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        Path place = CLASSES.resolve(Path.of("boot", "java", "lang"));
        assertThat(files)
                .containsExactlyInAnyOrder(
                        place.resolve("InferenceDispatch.class"), place.resolve("InferenceLinker.class"));
        JavaClasses boot = new ClassFileImporter().importPath(CLASSES.resolve("boot"));
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java.lang", "java.lang.invoke")
                        .or(belongToAnyOf(java.util.function.Function.class)))
                .check(boot);
        for (Path file : files) {
            assertThat(Bytecode.instructions(file, Opcodes.INVOKEDYNAMIC)).isEmpty();
        }
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
}
