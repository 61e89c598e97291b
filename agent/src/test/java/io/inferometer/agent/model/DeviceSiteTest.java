package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSiteTest {

    /** Options of a provider, whose text cannot be had. */
    public static final class Exhausted {

        private final Class<? extends Throwable> kind;

        Exhausted(Class<? extends Throwable> kind) {
            this.kind = kind;
        }

        public String text() throws Throwable {
            throw kind.getConstructor().newInstance();
        }
    }

    private final ModelRegistry registry = new ModelRegistry(new Recorder(), 10, Map.of());
    private final SiteErrors errors = new SiteErrors();

    private DeviceSite site(String kind, String expression) {
        return new DeviceSite(kind, new Reader(Expression.parse(expression), problem -> {}), registry, errors);
    }

    private static void call(DeviceSite site, Object self, Object argument) {
        site.exit(site.enter(self), self, argument, null, null);
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, IllegalStateException.class})
    void whatCannotBeReadIsCountedAndNotThrown(Class<? extends Throwable> kind) {
        Object options = new Object();

        call(site("cuda", "arg0.text()"), options, new Exhausted(kind));

        assertThat(errors.count()).isEqualTo(1);
        assertThat(errors.first()).startsWith(kind.getName());
        assertThat(registry.devices().of(options)).isNull();
    }

    @Test
    void aParameterThatIsSetAgainHasItsLastValue() {
        Object booster = new Object();
        DeviceSite parameter = site("", "arg0");
        call(parameter, booster, "cuda:1");
        call(parameter, booster, "binary:logistic");
        call(parameter, booster, "cpu");
        assertThat(registry.devices().of(booster)).isEqualTo("cpu");
    }

    @Test
    void ofProvidersTheFirstIsAsked() {
        Object options = new Object();
        call(site("cuda", "arg0"), options, "1");
        call(site("rocm", "arg0"), options, "0");
        assertThat(registry.devices().of(options)).isEqualTo("cuda:1");
        assertThat(errors.count()).isZero();
    }
}
