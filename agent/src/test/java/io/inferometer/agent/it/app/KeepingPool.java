package io.inferometer.agent.it.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Accepts by itself, and keeps what it is given. */
public final class KeepingPool extends ThreadPoolExecutor {

    final List<Runnable> seen = new ArrayList<>();

    KeepingPool() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public void execute(Runnable task) {
        super.execute(task);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        seen.add(task);
    }
}
