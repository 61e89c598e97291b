package io.inferometer.agent.model;

import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import java.util.function.Consumer;

/** A method that closes a loaded instance. A second close throws, and is not counted. */
public final class UnloadSite implements Site {

    private final ModelRegistry registry;
    private final Consumer<LoadEvent> events;
    private final SiteErrors errors;
    private volatile boolean enabled = true;

    public UnloadSite(ModelRegistry registry, Consumer<LoadEvent> events, SiteErrors errors) {
        this.registry = registry;
        this.events = events;
        this.errors = errors;
    }

    @Override
    public Object enter(Object self) {
        return enabled ? this : null;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (call == null || failure != null) {
            return;
        }
        try {
            Model model = registry.instances().get(self);
            if (model != null) {
                events.accept(new LoadEvent(model.index(), LoadEvent.Kind.CLOSED, 0));
            }
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
