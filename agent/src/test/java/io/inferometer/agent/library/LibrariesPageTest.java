package io.inferometer.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** {@code docs/libraries.md} is what the declarations say. {@code -Dpage=write} writes it. */
class LibrariesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "libraries.md");

    private static final String HEAD = """
            # Libraries that are measured without being told

            Generated from the declarations in `agent/src/main/java/io/inferometer/agent/library`. `libraries=` chooses among them; the label `library`
            and the MBean `io.inferometer:type=Library,name=…` carry the name. Within a library only the outermost call on a thread counts.

            Some libraries call others: LangChain4j and DJL call ONNX Runtime, DJL and Tribuo also other engines. Each such layer counts its own calls,
            and so the label `library` keeps them apart. Add calls, errors and batches over the models of one library; over two libraries only
            if neither calls the other, for the same work would be counted twice. The endpoint's sums in CloudWatch, the page's totals and `inference_other_` of Sentinel leave out
            models that DJL, LangChain4j or Tribuo loaded, as long as the calls of these are measured; what the application's own code loads, even where such a library
            calls it, counts. Libraries that have no declaration of their own and run on one that has,
            such as Spring AI's `TransformersEmbeddingModel` and OpenNLP's `opennlp-dl` on ONNX Runtime, are measured there.

            A model that is loaded from a file is named after it: without its ending, without the number of a temporary file, and without hashes of
            32 digits or more and UUIDs that are parts of their own, so that a restart continues the same series. If two files of one name are loaded at once, the later one is shown
            with the nearest folder whose name differs: `churn/model`. Where no folder differs they are one model, which the log says.

            A version is what the library tells: that of ONNX's metadata, of a PMML's header, or when a Tribuo model was trained. A model read from its file again
            continues its series, one that is trained again is another version with a series of its own, up to `max-series`. A server that trains often
            leaves Tribuo out (`libraries=*,-tribuo`) and [declares its methods](adding-a-library.md) without a version. A number that is not positive, or as large as
            can be, is no version, as ONNX Runtime tells such where there is none.

            Every release without "by bytecode only" was run, on two JDKs, with expected counts to the last call: most in each build, TensorFlow, PyTorch beneath DJL and
            ONNX Runtime 1.20.0 and 1.29.0 by `mvn verify -Dproofs=engines`, on Linux with x86-64. Alone, that is
            `mvn verify -Dproofs=engines -pl agent -am -Dtest=NoTest -Dit.test=EnginesLibraryIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false`.

            If a class of a library lacks a declared method, its release is none that is known: the library is off until the JVM's next start,
            which the log, the page, `Status` of its MBean and `inferometer_library_enabled` say.

            """;

    private static String page() {
        Libraries libraries = new Libraries(LibraryIndex.entries(), List.of());
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| name | library | releases | a call is | model | batch | load and unload |\n");
        page.append("|---|---|---|---|---|---|---|\n");
        for (String name : LibraryIndex.names()) {
            Library library = libraries.get(name);
            page.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(library.title())
                    .append(" | ")
                    .append(library.versions())
                    .append(" | ")
                    .append(calls(library))
                    .append(" | ")
                    .append(model(library))
                    .append(" | ")
                    .append(batch(library))
                    .append(" | ")
                    .append(lifeCycle(library))
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String calls(Library library) {
        StringJoiner calls = new StringJoiner(", ");
        for (Target target : library.targets()) {
            if (target.role() == Target.Role.INFERENCE) {
                calls.add(method(target));
            }
        }
        return calls.toString();
    }

    private static String method(Target target) {
        String type = target.types().className();
        String simple = type.substring(type.lastIndexOf('.') + 1);
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        for (String parameter : target.parameterTypes()) {
            parameters.add(parameter.substring(parameter.lastIndexOf('.') + 1));
        }
        return "`" + simple + "." + source(target.methodName())
                + (target.overloads() == Target.Overloads.LISTED ? parameters : "") + "`"
                + (target.completion() == Completion.FOLLOWED ? " to the end of what it returns" : "")
                + (target.types() instanceof Types.SubtypeOf ? " of every subtype" : "");
    }

    /** The method of the source that a lambda is in, as compilers name it. */
    private static String source(String methodName) {
        String lambda = "lambda$";
        return methodName.startsWith(lambda)
                ? methodName.substring(lambda.length(), methodName.lastIndexOf('$'))
                : methodName;
    }

    private static String model(Library library) {
        for (Target target : library.targets()) {
            if (target.role() == Target.Role.INFERENCE && target.reading().model() != null) {
                return "`" + target.reading().model() + "`";
            }
        }
        if (library.targets().stream()
                .filter(target -> target.role() == Target.Role.INFERENCE)
                .noneMatch(target -> target.modelName().isEmpty())) {
            return "the class that is called";
        }
        if (library.targets().stream().noneMatch(target -> target.role() == Target.Role.LOAD)) {
            return "`" + library.name() + "` for all";
        }
        boolean isNamedByItself = library.naming().embedded() != null;
        return "what it is loaded from, else the class that loads it"
                + (isNamedByItself
                        ? "; before the agent came, `" + library.naming().embedded() + "`"
                        : "");
    }

    private static String batch(Library library) {
        StringJoiner batches = new StringJoiner(", ");
        for (Target target : library.targets()) {
            Reading reading = target.reading();
            if (target.role() == Target.Role.INFERENCE && reading.batch() != null) {
                String text = "`" + reading.batch() + "`";
                if (!batches.toString().contains(text)) {
                    batches.add(text);
                }
            }
        }
        return batches.toString();
    }

    private static String lifeCycle(Library library) {
        StringJoiner methods = new StringJoiner(", ");
        for (Target target : library.targets()) {
            if (target.role() == Target.Role.LOAD || target.role() == Target.Role.UNLOAD) {
                methods.add(method(target));
            }
        }
        return methods.length() == 0 ? "not seen" : methods.toString();
    }

    @Test
    void thePageIsWhatTheDeclarationsSay() throws IOException {
        if ("write".equals(System.getProperty("page"))) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).content().isEqualTo(page());
    }
}
