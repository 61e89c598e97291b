package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {

    @Test
    void parametersReadAsInSource() {
        assertThat(Descriptors.readable("C.m", "()V")).isEqualTo("C.m()");
        assertThat(Descriptors.readable("C.m", "(IJ[DLjava/util/Map$Entry;[[Ljava/lang/String;)I"))
                .isEqualTo("C.m(int,long,double[],java.util.Map$Entry,java.lang.String[][])");
    }

    @Test
    void aParametersVariableCountsLongsAndDoublesTwice() {
        String descriptor = "(ILjava/lang/String;J[DD)V";
        assertThat(Descriptors.slot(descriptor, true, 1)).isEqualTo(1);
        assertThat(Descriptors.slot(descriptor, false, 1)).isEqualTo(2);
        assertThat(Descriptors.slot(descriptor, true, 3)).isEqualTo(4);
        assertThat(Descriptors.slot(descriptor, false, 3)).isEqualTo(5);
    }

    @Test
    void whatIsNoReferenceHasNoVariableToPass() {
        String descriptor = "(ILjava/lang/String;)V";
        assertThat(Descriptors.slot(descriptor, true, 0)).isEqualTo(-1);
        assertThat(Descriptors.slot(descriptor, true, 2)).isEqualTo(-1);
        assertThat(Descriptors.slot(descriptor, true, -1)).isEqualTo(-1);
    }

    @Test
    void aResultMayBeAsynchronousUnlessItsTypeForbidsIt() {
        assertThat(Descriptors.mayBeAsynchronous("()Ljava/util/concurrent/CompletionStage;"))
                .isTrue();
        assertThat(Descriptors.mayBeAsynchronous("()Ljava/lang/Object;")).isTrue();
        assertThat(Descriptors.mayBeAsynchronous("()Lcom/acme/Answer;")).isTrue();
        assertThat(Descriptors.mayBeAsynchronous("()Ljava/lang/String;")).isFalse();
        assertThat(Descriptors.mayBeAsynchronous("()[Ljava/lang/Object;")).isFalse();
        assertThat(Descriptors.mayBeAsynchronous("()V")).isFalse();
        assertThat(Descriptors.mayBeAsynchronous("()J")).isFalse();
    }
}
