package io.inferometer.agent.it;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Classes with methods near what a class file can hold (JVMS §4.7.3, §4.11): 65,535 bytes of code, jumps of 32,767, variables
 * beyond the 256 that an instruction reaches without a prefix. Each returns for 1 and throws for −1.
 */
final class LargeMethods {

    /** Those that have room for what is woven in. */
    static final List<String> MEASURED = List.of("large.ManyVariables", "large.NearLimit", "large.LongJump");

    /** The one that has not. */
    static final String TOO_LARGE = "large.NoRoom";

    private static final String THROW = "if (in < 0) throw new IllegalArgumentException(\"below 0\");\n";

    /** Six bytes of code. */
    private static final String STEP = "x += 1000;\n";

    private LargeMethods() {}

    /** Compiles them into a folder. */
    static Path compile(Path folder) {
        StringBuilder variables = new StringBuilder(THROW + "int v0 = in;\n");
        for (int i = 1; i < 300; i++) {
            String type = i % 3 == 0 ? "double" : i % 3 == 1 ? "long" : "float";
            variables
                    .append(type)
                    .append(" v")
                    .append(i)
                    .append(" = (")
                    .append(type)
                    .append(") v")
                    .append(i - 1);
            variables.append(" + 1;\n");
        }
        // Twenty returns: what is woven in there carries the jumps around them beyond their reach.
        String returns = "if (x == 7) return x;\n".repeat(20);
        String half = STEP.repeat(5360) + returns;
        try {
            Files.createDirectories(folder.resolve("large"));
            List<Path> sources = List.of(
                    source(folder, "ManyVariables", variables + "return (int) v299;"),
                    source(folder, "NearLimit", "int x = in;\n" + THROW + STEP.repeat(10_700) + "return x;"),
                    source(folder, "NoRoom", "int x = in;\n" + THROW + STEP.repeat(10_910) + "return x;"),
                    source(
                            folder,
                            "LongJump",
                            "int x = in;\nif (in > 0) {\n" + half + "} else {\n" + THROW + "}\nreturn x;"));
            run(folder, sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static Path source(Path folder, String name, String body) throws IOException {
        return Files.writeString(
                folder.resolve("large").resolve(name + ".java"),
                "package large;\npublic class " + name + " implements java.util.function.IntUnaryOperator {\n"
                        + "@" + Inference.class.getName() + "(model = \"large." + name + "\")\n"
                        + "public int applyAsInt(int in) {\n" + body + "\n}\n}\n");
    }

    private static void run(Path folder, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String annotations = Path.of(java.net.URI.create(Inference.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        List<String> options = List.of("--release", "17", "-g", "-cp", annotations, "-d", folder.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new AssertionError("the generated classes do not compile");
            }
        }
    }
}
