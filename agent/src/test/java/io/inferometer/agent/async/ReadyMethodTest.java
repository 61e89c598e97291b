package io.inferometer.agent.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.reader.Access;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadyMethodTest {

    private static int workers;
    private static CountDownLatch hanging = new CountDownLatch(0);

    /** What an application may have. */
    static final class Workers {

        private Workers() {}

        static int count() throws InterruptedException {
            hanging.await();
            return workers;
        }

        static boolean areThere() {
            return workers > 0;
        }

        static int failing() {
            throw new IllegalStateException("not today");
        }

        static String name() {
            return "workers";
        }

        int ofAnInstance() {
            return 1;
        }
    }

    @BeforeEach
    void begin() {
        Access.use((Instrumentation) Proxy.newProxyInstance(
                ReadyMethodTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> method.getName().equals("getAllLoadedClasses")
                        ? new Class<?>[] {String.class, Workers.class}
                        : null));
    }

    @AfterEach
    void end() {
        Access.use(null);
        hanging.countDown();
    }

    private static ReadyMethod method(String name) {
        return new ReadyMethod(Workers.class.getName(), name);
    }

    private static double answer(ReadyMethod method) {
        method.turn();
        return method.getAsDouble();
    }

    @Test
    void anIntOrABooleanTellsTheCapacity() {
        assertThat(method("count").getAsDouble()).as("before it was asked").isNaN();
        workers = 3;
        assertThat(answer(method("count"))).isEqualTo(3);
        assertThat(answer(method("areThere"))).isEqualTo(1);
        workers = 0;
        assertThat(answer(method("count"))).isZero();
        assertThat(answer(method("areThere"))).isZero();
    }

    @Test
    void whatDoesNotAnswerIsNotKnown() {
        for (String wrong : new String[] {"failing", "name", "ofAnInstance", "absent"}) {
            ReadyMethod method = method(wrong);
            assertThat(answer(method)).as(wrong).isNaN();
            assertThat(method.problem()).as(wrong).isNotEmpty();
        }
        ReadyMethod unloaded = new ReadyMethod("com.acme.Workers", "count");
        assertThat(answer(unloaded)).isNaN();
        assertThat(unloaded.problem()).as("it may be loaded later").isEmpty();
    }

    @Test
    void aMethodThatHangsIsNotWaitedFor() throws InterruptedException {
        workers = 2;
        ReadyMethod method = method("count");
        assertThat(answer(method)).isEqualTo(2);
        hanging = new CountDownLatch(1);
        Thread asking = new Thread(method::turn);
        asking.setDaemon(true);
        asking.start();
        Thread.sleep(1_300);
        assertThat(method.getAsDouble()).isNaN();
        assertThat(method.problem()).isEqualTo("does not return");
        hanging.countDown();
        asking.join();
        assertThat(method.getAsDouble()).as("answered too late").isNaN();
        assertThat(answer(method)).isEqualTo(2);
    }
}
