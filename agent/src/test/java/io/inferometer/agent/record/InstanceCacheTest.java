package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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

    @Test
    void whereThereAreMoreInstancesThanPlacesNoneTakesThatOfAnother() {
        Object[] instances = instances(1_000);
        findAll(instances);
        InstanceCache.Seen[] seen = cache.cache().clone();
        assertThat(seen).doesNotContainNull();
        assertThat(asked).hasValue(1_000);
        findAll(instances);
        assertThat(cache.cache()).isEqualTo(seen);
        assertThat(asked).as("but for the remembered").hasValue(2_000 - seen.length);
    }

    @Test
    void anInstanceThatIsGoneLeavesItsPlaceToOthers() {
        findAll(instances(1_000));
        models.clear();
        for (InstanceCache.Seen each : cache.cache()) {
            each.clear();
        }
        Object[] later = instances(1_000);
        findAll(later);
        int before = asked.get();
        findAll(later);
        assertThat(asked.get() - before).isEqualTo(1_000 - cache.cache().length);
    }
}
