package io.inferometer.agent.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The classes of ours that the jar holds, and words for rules on them. */
abstract class ArchitectureFixture {

    static final String AGENT = "io.inferometer.agent";
    static final Path CLASSES = Path.of("target", "classes");

    @TempDir
    static Path directory;

    static JavaClasses agent;
    static JavaClasses all;

    /**
     * Everything of ours that is in the jar, from the agent's own classes, its libraries and its families of exporters. Read
     * once for all tests, for it takes long.
     */
    @BeforeAll
    static void read() throws IOException {
        if (all != null) {
            return;
        }
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
    static Path visible(Path place) throws IOException {
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

    static String in(String name) {
        return AGENT + "." + name + "..";
    }

    /** A call of a method of {@code owner} or of a class below it. */
    static DescribedPredicate<JavaCall<?>> method(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                "calls " + owner.getSimpleName() + "." + names,
                call -> call.getTargetOwner().isAssignableTo(owner)
                        && call.getTarget().getName().matches(names));
    }

    static void nobodyCalls(Class<?> owner, String names) {
        noClasses().should().callCodeUnitWhere(method(owner, names)).check(all);
    }

    /** Methods of a package that contain the instruction. */
    static List<String> instructions(String name, int opcode) throws IOException {
        List<String> found = new ArrayList<>();
        Path place = CLASSES.resolve(AGENT.replace('.', '/')).resolve(name);
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class")) {
                    found.addAll(Bytecode.instructions(file, opcode));
                }
            }
        }
        return found;
    }
}
