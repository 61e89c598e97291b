package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InstanceMapTest {

    /** All its instances claim to be equal. */
    private static final class Alike {
        @Override
        public boolean equals(Object other) {
            return other instanceof Alike;
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }

    private final InstanceMap<Model> map = new InstanceMap<>();
    private final Recorder recorder = new Recorder();

    @Test
    void instancesAreKnownByIdentity() {
        Model first = recorder.newModel();
        Model second = recorder.newModel();
        Alike a = new Alike();
        Alike b = new Alike();
        map.put(a, first);
        map.put(b, second);
        assertThat(map.get(a)).isSameAs(first);
        assertThat(map.get(b)).isSameAs(second);
        assertThat(map.get(new Alike())).isNull();
    }

    @Test
    void theFirstModelOfAnInstanceStays() {
        Model first = recorder.newModel();
        Object instance = new Object();
        map.put(instance, first);
        map.put(instance, recorder.newModel());
        assertThat(map.get(instance)).isSameAs(first);
    }

    @Test
    void whatIsReplacedIsTheLast() {
        Model last = recorder.newModel();
        Object instance = new Object();
        Object other = new Object();
        map.replace(instance, recorder.newModel());
        map.put(other, last);
        map.replace(instance, last);
        assertThat(map.get(instance)).isSameAs(last);
        assertThat(map.get(other)).isSameAs(last);
        assertThat(map.close(instance)).isTrue();
    }

    @Test
    void tenThousandInstancesAreEachFoundAgain() {
        List<Object> instances = new ArrayList<>();
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            models.add(recorder.newModel());
        }
        for (int i = 0; i < 3000; i++) {
            Object instance = new Object();
            instances.add(instance);
            map.put(instance, models.get(i % 16));
        }
        for (int i = 0; i < 3000; i++) {
            assertThat(map.get(instances.get(i))).isSameAs(models.get(i % 16));
        }
    }

    @Test
    @Timeout(60)
    void anInstanceThatIsGoneIsForgottenAndTheOthersStay() {
        Model model = recorder.newModel();
        List<Object> kept = new ArrayList<>();
        List<WeakReference<Object>> dropped = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Object instance = new byte[1000];
            map.put(instance, model);
            if (i % 10 == 0) {
                kept.add(instance);
            } else {
                dropped.add(new WeakReference<>(instance));
            }
        }
        while (dropped.stream().anyMatch(instance -> instance.get() != null)) {
            System.gc();
        }
        for (Object instance : kept) {
            assertThat(map.get(instance)).isSameAs(model);
        }
        assertThat(map.get(new Object())).isNull();
        Object late = new Object();
        map.put(late, model);
        assertThat(map.get(late)).isSameAs(model);
        kept.forEach(instance -> assertThat(map.get(instance)).isSameAs(model));
    }

    /** Readers never lock: whatever a writer is doing, an instance that was put stays found. */
    @Test
    @Timeout(60)
    void readersFindWhatWasPutWhileOthersPut() throws InterruptedException {
        Model model = recorder.newModel();
        Object[] early = new Object[50];
        for (int i = 0; i < early.length; i++) {
            early[i] = new Object();
            map.put(early[i], model);
        }
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong missing = new AtomicLong();
        Thread reader = new Thread(() -> {
            while (!stop.get()) {
                for (Object instance : early) {
                    if (map.get(instance) == null) {
                        missing.incrementAndGet();
                    }
                }
            }
        });
        reader.start();
        for (int i = 0; i < 2000; i++) {
            map.put(new Object(), model);
            if (i % 500 == 0) {
                System.gc();
            }
        }
        stop.set(true);
        reader.join();
        assertThat(missing).hasValue(0);
    }
}
