package io.inferometer.agent.record;

import java.lang.ref.WeakReference;

/**
 * Remembers the models of the instances seen at a site, as long as they live: the first in {@value #PLACES} places, all of them in a table
 * once these are too few. Asks {@code all} about any other. Thread-safe.
 *
 * @param all knows every instance
 * @param cache two places for an instance, by its identity; empty once there is a table. Racy on purpose, as the table is: entries are
 *     immutable, and any ever stored is right
 * @param many the table
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record InstanceCache(ModelFinder all, Seen[] cache, SeenInstances many) implements ModelFinder {

    private static final int PLACES = 64;

    /** An instance, and the model it is of. */
    static final class Seen extends WeakReference<Object> {
        final Model model;

        Seen(Object instance, Model model) {
            super(instance);
            this.model = model;
        }
    }

    public InstanceCache(ModelFinder all) {
        this(all, new Seen[PLACES], new SeenInstances());
    }

    @Override
    public Model find(Object self, Object argument) {
        int hash = System.identityHashCode(self);
        int place = hash & (PLACES - 1);
        Seen seen = cache[place];
        if (seen != null && seen.refersTo(self) && self != null) {
            return seen.model;
        }
        Model model = many.find(self, hash);
        return model != null ? model : findBeside(self, argument, hash);
    }

    private Model findBeside(Object self, Object argument, int hash) {
        int place = hash & (PLACES - 1);
        int other = place ^ 1;
        Seen seen = cache[other];
        if (seen != null && seen.refersTo(self) && self != null) {
            return seen.model;
        }
        Model model = all.find(self, argument);
        if (self != null) {
            remember(new Seen(self, model), hash, place, other);
        }
        return model;
    }

    private void remember(Seen seen, int hash, int place, int other) {
        if (!many.isEmpty()) {
            many.add(seen, hash);
        } else if (isFree(place)) {
            cache[place] = seen;
        } else if (isFree(other)) {
            cache[other] = seen;
        } else {
            many.addAll(cache);
            many.add(seen, hash);
            // The table has all of them now. Empty places end a look-up sooner.
            for (int i = 0; i < cache.length; i++) {
                cache[i] = null;
            }
        }
    }

    private boolean isFree(int place) {
        Seen seen = cache[place];
        return seen == null || seen.refersTo(null);
    }
}
