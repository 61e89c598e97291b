package io.inferometer.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.nativecode.NativeAccess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterPlatformTest {

    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void make() throws IOException {
        machine = new FakeMachine(root);
    }

    @Test
    void aMachineWithAllOfItIsTrusted() {
        assertThat(machine.platform().refusal()).isEmpty();
        assertThat(machine.platform("Linux", "x86_64", 26, NativeAccess.GRANT).refusal())
                .isEmpty();
    }

    @Test
    void theRuleOfNativeCodeComesFirst() {
        assertThat(machine.platform("Linux", "amd64", 17, NativeAccess.NEVER).refusal())
                .isEqualTo("native-access=never forbids native code");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    Linux, amd64, 17, 'it takes JDK 22 or later, this is JDK 17'
                    Linux, amd64, 21, 'it takes JDK 22 or later, this is JDK 21'
                    Linux, aarch64, 25, 'it takes Linux on x86-64, this is Linux on aarch64'
                    Windows 11, amd64, 25, 'it takes Linux on x86-64, this is Windows 11 on amd64'
                    Mac OS X, x86_64, 25, 'it takes Linux on x86-64, this is Mac OS X on x86_64'
                    """)
    void anotherSystemIsRefused(String system, String architecture, int release, String why) {
        assertThat(machine.platform(system, architecture, release, NativeAccess.GRANTED)
                        .refusal())
                .isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "tsc nonstop_tsc, constant_tsc",
        "tsc constant_tsc, nonstop_tsc",
        "tsc constant_tsc_not nonstop_tsc, constant_tsc",
        "'', constant_tsc"
    })
    void aProcessorWhoseCounterStopsOrChangesIsRefused(String flags, String missing) throws IOException {
        machine.flags(flags);
        assertThat(machine.platform().refusal())
                .isEqualTo("the processor does not have " + missing + ", by /proc/cpuinfo");
    }

    @ParameterizedTest
    @CsvSource({"kvm-clock", "hpet", "hyperv_clocksource_tsc_page", "xen"})
    void anotherClockSourceIsRefused(String source) throws IOException {
        machine.source(source + "\n");
        assertThat(machine.platform().refusal())
                .isEqualTo("the system's clock source is " + source
                        + " and not tsc, by /sys/devices/system/clocksource/clocksource0/current_clocksource");
    }

    @Test
    void aSystemThatHidesItsClockSourceIsRefused() throws IOException {
        machine.hideSource();
        assertThat(machine.platform().refusal())
                .startsWith("what the system knows of its clock cannot be read:")
                .contains("current_clocksource");
    }
}
