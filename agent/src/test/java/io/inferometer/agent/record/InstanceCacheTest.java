package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceCacheTest {

    private final Recorder recorder = new Recorder();
    private final Map<Object, Model> models = new IdentityHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final InstanceCache cache = new InstanceCache((instance, argument) -> {
        asked.incrementAndGet();
        return models.computeIfAbsent(instance, unused -> recorder.newModel());
    });

    private void findAll(Object[] instances) {
        for (Object instance : instances) {
            assertThat(cache.find(instance, null)).isSameAs(models.get(instance));
        }
    }

    private static Object[] instances(int count) {
        Object[] instances = new Object[count];
        for (int i = 0; i < count; i++) {
            instances[i] = new Object();
        }
        return instances;
    }

    @Test
    void asksOnce() {
        Object[] one = instances(1);
        findAll(one);
        findAll(one);
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 200, 1_000, 4_000})
    void remembersThousands(int count) {
        Object[] instances = instances(count);
        findAll(instances);
        assertThat(asked).hasValue(count);
        findAll(instances);
        // One in a thousand may find the places taken that it may be in.
        assertThat(asked.get() - count).isLessThanOrEqualTo(1 + count / 500);
    }

    @Test
    void beyondItsPlacesItAsksAndStaysAsItIs() {
        Object[] instances = instances(30_000);
        findAll(instances);
        SeenInstances many = cache.many();
        findAll(instances);
        int before = asked.get();
        findAll(instances);
        assertThat(asked.get() - before).isBetween(30_000 - SeenInstances.LARGEST, 30_000 - SeenInstances.LARGEST / 2);
        assertThat(many.length()).isEqualTo(SeenInstances.LARGEST);
    }

    @Test
    void instancesThatAreGoneLeaveTheirPlacesToOthers() {
        for (int round = 0; round < 300; round++) {
            Object[] two = instances(2);
            findAll(two);
            findAll(two);
            assertThat(asked).hasValue(2 * (round + 1));
            for (InstanceCache.Seen each : cache.cache()) {
                if (each != null) {
                    each.clear();
                }
            }
        }
        assertThat(cache.many().isEmpty()).isTrue();
    }

    @Test
    @Timeout(60)
    void theTableHoldsNoInstanceAndDoesNotGrowWithThoseThatAreGone() {
        int longest = 0;
        for (int round = 0; round < 40; round++) {
            findAll(instances(500));
            models.clear();
            WeakReference<Object> gone = new WeakReference<>(new Object());
            while (gone.get() != null) {
                System.gc();
            }
            longest = Math.max(longest, cache.many().length());
        }
        assertThat(longest).isLessThanOrEqualTo(8_192);
    }

    @Test
    void noInstanceIsNone() {
        Model none = recorder.newModel();
        models.put(null, none);
        findAll(instances(1_000));
        assertThat(cache.find(null, null)).isSameAs(none);
        assertThat(cache.find(null, null)).isSameAs(none);
    }

    @Test
    @Timeout(60)
    void threadsThatFillItAtTheSameTimeFindTheirModels() throws InterruptedException {
        Object[] instances = instances(3_000);
        Map<Object, Model> known = new IdentityHashMap<>();
        for (Object instance : instances) {
            known.put(instance, recorder.newModel());
        }
        InstanceCache shared = new InstanceCache((instance, argument) -> known.get(instance));
        AtomicInteger wrong = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            int first = t * 700;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 200_000; i++) {
                    Object instance = instances[(first + i) % instances.length];
                    if (shared.find(instance, null) != known.get(instance)) {
                        wrong.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
    }
}
