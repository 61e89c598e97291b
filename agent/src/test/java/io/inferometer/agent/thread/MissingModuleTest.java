package io.inferometer.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class MissingModuleTest {

    @Test
    void aModuleThatIsThereIsNotMissing() {
        assertThat(MissingModule.isThere("java.base")).isTrue();
        assertThat(MissingModule.isThere("java.nowhere")).isFalse();
        assertThat(MissingModule.of(new NoClassDefFoundError("javax/xml/stream/Absent")))
                .as("of a module that this JVM has")
                .isNull();
    }

    @Test
    void aClassOfAnotherMakeIsOfNoModule() {
        assertThat(MissingModule.of(new NoClassDefFoundError("com/acme/Absent")))
                .isNull();
        assertThat(MissingModule.of(new NoClassDefFoundError())).isNull();
        assertThat(MissingModule.of(new ServiceConfigurationError("none", new IllegalStateException("x"))))
                .isNull();
    }

    @Test
    void theLineNamesTheModuleAndTheRemedy() {
        assertThat(MissingModule.line("java.xml"))
                .isEqualTo(
                        "this JVM runs without the module java.xml: add it with --add-modules java.xml, of jlink for a runtime"
                                + " image, else of java");
    }
}
