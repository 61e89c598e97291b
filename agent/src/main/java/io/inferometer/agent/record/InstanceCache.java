package io.inferometer.agent.record;

import java.lang.ref.WeakReference;

/** Remembers the model of the last instance seen at a site; asks {@code all} about any other. Thread-safe. */
public final class InstanceCache implements ModelFinder {

    private static final class Last extends WeakReference<Object> {
        private final Model model;

        Last(Object instance, Model model) {
            super(instance);
            this.model = model;
        }
    }

    private final ModelFinder all;

    /** Racy on purpose: its one field is final, and any pair ever stored is right. */
    private Last last = new Last(new Object(), null);

    public InstanceCache(ModelFinder all) {
        this.all = all;
    }

    @Override
    public Model find(Object self) {
        Last seen = last;
        if (seen.refersTo(self) && self != null) {
            return seen.model;
        }
        Model model = all.find(self);
        last = new Last(self, model);
        return model;
    }
}
