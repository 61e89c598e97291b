package io.inferometer.benchmark.hotpath;

import io.inferometer.agent.model.ModelSource;

/** An instance of a library's class, of which many models are called by one method. Immutable. */
public final class NamedInstance {

    /** Names each instance's model by what the instance carries. */
    public static final ModelSource SOURCE = new ModelSource() {
        @Override
        public String nameOf(Object argument, Object result) {
            return null;
        }

        @Override
        public boolean isPlumbing(String className) {
            return false;
        }

        @Override
        public String embeddedName(Object instance) {
            return ((NamedInstance) instance).name;
        }
    };

    private final String name;

    private NamedInstance(String name) {
        this.name = name;
    }

    /** Makes so many, of a model each. */
    public static NamedInstance[] of(int count) {
        NamedInstance[] instances = new NamedInstance[count];
        for (int i = 0; i < count; i++) {
            instances[i] = new NamedInstance("model-" + i);
        }
        return instances;
    }
}
