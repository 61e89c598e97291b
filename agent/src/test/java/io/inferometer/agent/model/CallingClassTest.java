package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.example.models.Loader;
import org.junit.jupiter.api.Test;

class CallingClassTest {

    private static final ModelSource SOURCE = new ModelSource() {
        @Override
        public String nameOf(Object argument, Object result) {
            return null;
        }

        @Override
        public boolean isPlumbing(String className) {
            return className.endsWith("$Plumbing");
        }

        @Override
        public String embeddedName(Object instance) {
            return "";
        }
    };

    @Test
    void itIsTheOneThatLoads() {
        assertThat(Loader.load(() -> CallingClass.simpleName(SOURCE))).contains("Loader");
    }

    /** The signs that compilers put into the names of classes are no part of one. */
    @Test
    void ofAnAnonymousClassItIsTheClassAround() {
        assertThat(Loader.anonymously(() -> CallingClass.simpleName(SOURCE))).contains("Loader");
    }

    @Test
    void itIsTheOneThatCallsWhatLoadsForOthers() {
        assertThat(Loader.load(() -> Loader.Plumbing.load(() -> CallingClass.simpleName(SOURCE))))
                .contains("Loader");
    }

    /** A test's launcher, or a container that makes beans. */
    @Test
    void aFrameworkThatCallsWhatLoadsByReflectionIsNot() throws ReflectiveOperationException {
        Callable<Object> load = () -> Loader.load(() -> CallingClass.simpleName(SOURCE));
        Object name = Callable.class.getMethod("call").invoke(load);
        assertThat(name).hasToString("Optional[Loader]");
    }
}
