package io.inferometer.agent.model;

import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.reader.Values;
import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;

/** A method that sets on which device a model runs: called on the model, or on the options that one will be loaded with. */
public final class DeviceSite implements Site {

    private final String kind;
    private final Reader told;
    private final ModelRegistry registry;
    private final SiteErrors errors;

    /**
     * @param kind {@code cuda}; empty where what is read says it
     * @param told reads an index, or the device, of the argument; null where nothing does
     */
    public DeviceSite(String kind, Reader told, ModelRegistry registry, SiteErrors errors) {
        this.kind = kind;
        this.told = told;
        this.registry = registry;
        this.errors = errors;
    }

    @Override
    public Object enter(Object self) {
        return this;
    }

    @Override
    public void exit(Object call, Object self, long number, Object result, Throwable failure) {
        set(self, Long.toString(number), failure);
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        try {
            set(self, told == null ? null : Values.text(told.value(argument)), failure);
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }

    /** What a release without that device throws sets none. */
    private void set(Object self, String text, Throwable failure) {
        if (failure != null) {
            return;
        }
        try {
            ExecutionStack.ensureSufficient();
            String device = Devices.shown(kind, text);
            if (device == null) {
                return;
            }
            Model model = registry.instances().get(self);
            if (model == null) {
                if (kind.isEmpty()) {
                    registry.devices().set(self, device);
                } else {
                    registry.devices().add(self, device);
                }
            } else {
                registry.engines().runsOn(registry.id(model.index()), device);
            }
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }
}
