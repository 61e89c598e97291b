package io.inferometer.agent.record;

import java.lang.ref.WeakReference;

/**
 * Remembers the models of some of the instances seen at a site, up to {@value #PLACES}, as long as they live; asks {@code all} about
 * any other, which allocates nothing either: instances that took turns in one place would. Thread-safe.
 *
 * @param all knows every instance
 * @param cache two places for an instance, by its identity; racy on purpose: its entries are immutable, and any ever stored is
 *     right
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record InstanceCache(ModelFinder all, Seen[] cache) implements ModelFinder {

    private static final int PLACES = 64;

    /** An instance, and the model it is of. */
    static final class Seen extends WeakReference<Object> {
        private final Model model;

        Seen(Object instance, Model model) {
            super(instance);
            this.model = model;
        }
    }

    public InstanceCache(ModelFinder all) {
        this(all, new Seen[PLACES]);
    }

    @Override
    public Model find(Object self, Object argument) {
        int place = System.identityHashCode(self) & (PLACES - 1);
        Seen seen = cache[place];
        if (seen != null && seen.refersTo(self) && self != null) {
            return seen.model;
        }
        return findBeside(self, argument, place, place ^ 1);
    }

    private Model findBeside(Object self, Object argument, int place, int other) {
        Seen seen = cache[other];
        if (seen != null && seen.refersTo(self) && self != null) {
            return seen.model;
        }
        Model model = all.find(self, argument);
        if (isFree(place)) {
            cache[place] = new Seen(self, model);
        } else if (isFree(other)) {
            cache[other] = new Seen(self, model);
        }
        return model;
    }

    private boolean isFree(int place) {
        Seen seen = cache[place];
        return seen == null || seen.refersTo(null);
    }
}
