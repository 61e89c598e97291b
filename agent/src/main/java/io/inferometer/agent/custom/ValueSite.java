package io.inferometer.agent.custom;

import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;

/** The method with which the application reports a value. */
public final class ValueSite implements Site {

    private final CustomValues values;
    private final SiteErrors errors;
    private final Switch measuring;

    public ValueSite(CustomValues values, SiteErrors errors, Switch measuring) {
        this.values = values;
        this.errors = errors;
        this.measuring = measuring;
    }

    @Override
    public void put(String name, double value, long step) {
        if (!measuring.isOn()) {
            return;
        }
        try {
            ExecutionStack.ensureSufficient();
            values.put(name, value, step);
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }

    @Override
    public Object enter(Object self) {
        return null;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {}
}
