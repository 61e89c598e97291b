package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.TypeNames;
import io.inferometer.agent.library.Types;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is declared of a library is in the class files of the oldest and of the newest release that the agent speaks of. */
class DeclaredReleasesIT {

    private static final Libraries LIBRARIES = new Libraries(LibraryIndex.entries(), List.of());

    private static List<Path> jars(String folder, String release) {
        return TestJars.jars(Path.of("target", folder, release));
    }

    /** How the names begin that compilers give lambdas, which are private. */
    private static final String LAMBDA = "lambda$";

    @ParameterizedTest
    @CsvSource({
        "catboost, catboost, 1.0.6, 1.2.7",
        "h2o, h2o, 3.30.0.1, 3.46.0.12",
        "jlama, jlama, 0.4.0, 0.8.4",
        "jpmml, jpmml, 1.6.4, 1.7.7",
        "langchain4j, langchain4j, 1.0.0, 1.20.0",
        "lightgbm, lightgbm, 4.1.0-1, 4.3.0-1",
        "llama, llama, 3.0.0, 4.2.0",
        "opennlp, opennlp, 1.9.4, 2.5.4",
        "tensorflow, tensorflow, 0.4.0, 1.1.0",
        "xgboost, xgboost4j, 1.7.6, 3.4.0",
    })
    void everyDeclaredMethodIsThere(String library, String folder, String oldest, String newest) {
        for (Target target : LIBRARIES.get(library).targets()) {
            if (target.types() instanceof Types.Named) {
                boolean isInOldest = isIn(jars(folder, oldest), target);
                assertThat(isIn(jars(folder, newest), target) || (target.optional() && isInOldest))
                        .as("%s in %s", target, newest)
                        .isTrue();
                assertThat(target.optional() || isInOldest)
                        .as("%s in %s", target, oldest)
                        .isTrue();
            }
        }
    }

    private static boolean isIn(List<Path> jars, Target target) {
        if (target.optional() && !JarClass.isThere(jars, target.types().className())) {
            return false;
        }
        JarClass read = JarClass.read(jars, target.types().className());
        Set<String> methods = target.methodName().startsWith(LAMBDA)
                ? read.declared(target.methodName())
                : read.visible(target.methodName());
        if (target.overloads() != Target.Overloads.LISTED) {
            return !methods.isEmpty();
        }
        StringBuilder parameters = new StringBuilder(target.methodName()).append('(');
        for (String type : target.parameterTypes()) {
            parameters.append(TypeNames.descriptor(type));
        }
        return methods.stream().anyMatch(method -> method.startsWith(parameters + ")"));
    }

    @ParameterizedTest
    @CsvSource({"3.30.0.1", "3.46.0.12"})
    void h2oTellsItsModel(String release) {
        assertThat(JarClass.read(jars("h2o", release), "hex.genmodel.easy.EasyPredictModelWrapper")
                        .fields())
                .contains("m Lhex/genmodel/GenModel;");
        assertThat(JarClass.read(jars("h2o", release), "hex.genmodel.GenModel")
                        .isAbstract("getUUID()Ljava/lang/String;"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.4.0", "0.8.4"})
    void jlamaTellsItsTokens(String release) {
        String response = "com.github.tjake.jlama.model.functions.Generator$Response";
        assertThat(JarClass.read(jars("jlama", release), response).fields())
                .contains("promptTokens I", "generatedTokens I");
    }

    @ParameterizedTest
    @CsvSource({"0.4.0", "1.1.0"})
    void tensorFlowTellsTheSignature(String release) {
        for (String function : List.of("org.tensorflow.SessionFunction", "org.tensorflow.ConcreteFunction")) {
            assertThat(JarClass.read(jars("tensorflow", release), function).visible("signature"))
                    .containsExactly("signature()Lorg/tensorflow/Signature;");
        }
        assertThat(JarClass.read(jars("tensorflow", release), "org.tensorflow.Signature")
                        .visible("key"))
                .containsExactly("key()Ljava/lang/String;");
    }

    /** Native methods cannot be woven. */
    @Test
    void llamaCppEmbedsInNativeCode() {
        assertThat(JarClass.read(jars("llama", "4.2.0"), "de.kherud.llama.LlamaModel")
                        .visible("embed"))
                .isEmpty();
    }
}
