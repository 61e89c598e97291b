package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.record.Site;
import io.inferometer.metrics.InferometerMetrics;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The very class that applications link against, woven. */
class ValueWeaverTest {

    private final List<String> put = new ArrayList<>();
    private Error thrown;
    private Method method;

    private final class Recording implements Site {
        @Override
        public void put(String name, double value, long step) {
            put.add(name + " " + value + " " + step);
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public Object enter(Object self) {
            throw new AssertionError("only put is called");
        }

        @Override
        public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
            throw new AssertionError("only put is called");
        }
    }

    @BeforeEach
    void weave() throws ReflectiveOperationException {
        String name = InferometerMetrics.class.getName();
        Library library = Library.of(Library.METRICS, List.of(Target.value(Types.named(name), "put")));
        Recording site = new Recording();
        Sites sites = new Sites(new Libraries(List.of(), List.of(library)), spec -> site);
        WovenLoader loader =
                new WovenLoader(ValueWeaverTest.class.getClassLoader(), sites, name::equals, List.of(library), false);
        Class<?> woven = loader.loadClass(name);
        assertThat(woven).isNotSameAs(InferometerMetrics.class);
        method = woven.getMethod("put", String.class, double.class, long.class);
        assertThat(sites.instrumented().of(Library.METRICS))
                .containsExactly(name + ".put(java.lang.String,double,long)");
    }

    @Test
    void allArgumentsArrive() throws ReflectiveOperationException {
        method.invoke(null, "loss", 0.25, 1L << 40);
        method.invoke(null, null, Double.NaN, -1L);
        assertThat(put).containsExactly("loss 0.25 1099511627776", "null NaN -1");
    }

    @Test
    void whateverHappensInsideStaysInside() throws ReflectiveOperationException {
        thrown = new StackOverflowError();
        method.invoke(null, "loss", 1.0, 1L);
        assertThat(put).hasSize(1);
    }

    @Test
    @SuppressWarnings("removal")
    void aThreadThatIsStoppedEnds() {
        thrown = new ThreadDeath();
        assertThatThrownBy(() -> method.invoke(null, "loss", 1.0, 1L)).hasCause(thrown);
    }
}
