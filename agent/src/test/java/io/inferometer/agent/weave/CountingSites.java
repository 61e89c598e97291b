package io.inferometer.agent.weave;

import io.inferometer.agent.record.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Sites that only count, and can be told to fail. */
final class CountingSites implements SiteFactory {

    final AtomicLong entered = new AtomicLong();
    final AtomicLong left = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong created = new AtomicLong();
    final List<Object[]> exits = new ArrayList<>();
    volatile Throwable thrownByEnter;
    volatile Throwable thrownByExit;
    volatile boolean keepExits;

    @Override
    public Site create(SiteSpec spec) {
        created.incrementAndGet();
        return new Site() {
            @Override
            public Object enter(Object self) {
                entered.incrementAndGet();
                sneak(thrownByEnter);
                return 42L;
            }

            @Override
            public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
                left.incrementAndGet();
                if (failure != null) {
                    failed.incrementAndGet();
                }
                if (keepExits) {
                    synchronized (exits) {
                        exits.add(new Object[] {call, self, argument, result, failure});
                    }
                }
                sneak(thrownByExit);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        if (failure != null) {
            throw (T) failure;
        }
    }
}
