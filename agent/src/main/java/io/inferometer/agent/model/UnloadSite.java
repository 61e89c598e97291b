package io.inferometer.agent.model;

import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import java.util.function.Consumer;

/**
 * A method that closes a loaded instance. The first close that succeeds counts; what comes after it, which some libraries
 * refuse and others allow, does not.
 */
public final class UnloadSite implements Site {

    private final ModelSource source;
    private final ModelRegistry registry;
    private final Consumer<LoadEvent> events;
    private final SiteErrors errors;
    private final Switch measuring;

    public UnloadSite(
            ModelSource source,
            ModelRegistry registry,
            Consumer<LoadEvent> events,
            SiteErrors errors,
            Switch measuring) {
        this.source = source;
        this.registry = registry;
        this.events = events;
        this.errors = errors;
        this.measuring = measuring;
    }

    @Override
    public Object enter(Object self) {
        return System.nanoTime();
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (!(call instanceof Long start)) {
            return;
        }
        try {
            long end = System.nanoTime();
            ExecutionStack.ensureSufficient();
            Object instance = source.instanceOf(self);
            Model model = registry.instances().get(instance);
            if (model == null
                    || (failure == null
                            ? !registry.instances().close(instance)
                            : registry.instances().isClosed(instance))) {
                return;
            }
            if (failure == null) {
                registry.closed(model);
                // Also while the library is off, for what was counted as loaded.
                if (!registry.instances().isUncounted(instance)) {
                    events.accept(LoadEvent.of(model.index(), LoadEvent.Kind.CLOSED, start, end));
                }
            } else if (measuring.isOn()) {
                events.accept(LoadEvent.failed(model.index(), LoadEvent.Kind.CLOSE_FAILED, start, end, failure));
            }
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }
}
