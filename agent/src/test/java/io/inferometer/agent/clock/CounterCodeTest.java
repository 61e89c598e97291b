package io.inferometer.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CounterCodeTest {

    private static final int READ_WRITE = 3;
    private static final int READ_EXECUTE = 5;
    private static final String UNMAPPED = "munmap[" + FakeLinker.PAGE + ", 4096]";

    private final FakeLinker linker = new FakeLinker();

    @Test
    void memoryIsWrittenFirstAndExecutableAfterwards() throws Throwable {
        assertThat((long) CounterCode.map(linker).invokeExact()).isEqualTo(FakeLinker.PAGE);
        assertThat(linker.calls)
                .containsExactly(
                        "mmap[0, 4096, " + READ_WRITE + ", 34, -1, 0]",
                        "code 0f 31 48 c1 e2 20 48 09 d0 c3",
                        "memcpy[" + FakeLinker.PAGE + ", 1, 10]",
                        "mprotect[" + FakeLinker.PAGE + ", 4096, " + READ_EXECUTE + "]",
                        "leaf[" + FakeLinker.PAGE + "]");
    }

    @Test
    void aSystemWithoutMemoryIsTold() {
        linker.mapped = -1;
        assertThatThrownBy(() -> CounterCode.map(linker))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessage("the system gives no memory (mmap)");
        assertThat(linker.calls).hasSize(1);
    }

    @Test
    void aSystemThatLetsNothingMoreBeExecutedGetsItsMemoryBack() {
        linker.protectedWith = -1;
        assertThatThrownBy(() -> CounterCode.map(linker))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessage("the system does not let memory be executed (mprotect)");
        assertThat(linker.calls).endsWith(UNMAPPED);
    }

    @Test
    void memoryIsGivenBackWhereTheCodeCannotBeLinked() {
        linker.atLink = new OutOfMemoryError("for the test");
        assertThatThrownBy(() -> CounterCode.map(linker)).isSameAs(linker.atLink);
        assertThat(linker.calls).endsWith(UNMAPPED);
    }
}
