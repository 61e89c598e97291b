package io.inferometer.agent;

import io.inferometer.agent.clock.ClockWatch;
import io.inferometer.agent.clock.CounterPlatform;
import io.inferometer.agent.clock.TscClock;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.host.PausingCollectors;
import io.inferometer.agent.jmx.GcPauses;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.nativecode.BaseLinker;
import io.inferometer.agent.nativecode.NativeAccess;
import io.inferometer.agent.premain.AgentStart;
import io.inferometer.agent.record.CallClock;
import io.inferometer.agent.thread.MissingModule;
import io.inferometer.agent.thread.PeriodicTasks;
import java.time.Duration;

/** What the scheduler's thread does, each second, and for the machine as often as it is looked at. */
final class Schedule {

    private static final Duration EACH_SECOND = Duration.ofSeconds(1);

    private final Core core;
    private final AgentStart begun;

    Schedule(Core core, AgentStart begun) {
        this.core = core;
        this.begun = begun;
    }

    /**
     * @param host null where the machine is not looked at
     * @param beans registers MBeans of what is new
     */
    PeriodicTasks tasks(WeavingCheck check, MachineWatch host, Runnable beans) {
        Config config = core.config();
        Core.Parts parts = core.parts();
        PeriodicTasks tasks = new PeriodicTasks(core.errors());
        tasks.add(
                "reporting failures",
                EACH_SECOND,
                new FailureReport(
                        begun, core.sites(), parts.errors(), parts.aggregator().values(), parts.registry()));
        tasks.add("checking what weaves", EACH_SECOND, check);
        core.sites().whenBegun(tasks::hasten);
        tasks.add("noticing ended threads", EACH_SECOND, parts.loop()::noticeEndedThreads);
        if (config.get(Options.NATIVE_HANDLES)) {
            tasks.add(
                    "looking at native handles",
                    EACH_SECOND,
                    () -> parts.factory().handles().look(System.nanoTime()));
        }
        tasks.add(
                "following queued requests",
                EACH_SECOND,
                new StageStart(
                        core.sites(),
                        parts.stages(),
                        StageOptions.areSet(config),
                        config.get(Options.ASYNC_READY),
                        core.errors()));
        if (parts.recorder().clock() != CallClock.NANOTIME) {
            tasks.add(
                    "watching the clock",
                    EACH_SECOND,
                    new ClockWatch(
                            (TscClock) parts.recorder().clock(),
                            CounterPlatform.here(
                                    new NativeAccess(config.get(Options.NATIVE_ACCESS), begun.instrumentation())),
                            () -> BaseLinker.define(begun.instrumentation()),
                            Log::info,
                            Log::warn));
        }
        tasks.add("JMX", EACH_SECOND, beans);
        if (MissingModule.isThere("java.management")) {
            tasks.add("listening for pauses", EACH_SECOND, pauses(parts));
        }
        if (host != null) {
            tasks.add("reading host metrics", host.period(), host);
        }
        return tasks;
    }

    private static GcPauses pauses(Core.Parts parts) {
        return new GcPauses(
                PausingCollectors::beans,
                () -> parts.registry().size() > 0,
                parts.aggregator().stalled()::watched,
                nanos -> {
                    parts.aggregator().stalled().paused(nanos);
                    parts.loop().wake(true);
                });
    }
}
