package io.inferometer.agent.model;

import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.ModelFinder;
import io.inferometer.agent.record.SiteErrors;

/**
 * Finds the model of a call whose receiver is not what was loaded, but holds it: TensorFlow makes a runner for each call, of one session.
 *
 * @param reader finds what was loaded
 * @param ofReceiver whether it begins at the receiver
 * @param place the argument that it begins at where several are read, else −1
 * @param instances knows what was loaded
 * @param errors takes what reading throws
 */
public record HeldInstances(Reader reader, boolean ofReceiver, int place, ModelFinder instances, SiteErrors errors)
        implements ModelFinder {

    @Override
    public Model find(Object self, Object argument) {
        Object instance = null;
        try {
            Object root = ofReceiver ? self : place < 0 ? argument : ((Object[]) argument)[place];
            instance = root == null ? null : reader.value(root);
        } catch (Throwable untold) {
            SiteErrors.passOn(untold);
            errors.report(untold);
        }
        return instances.find(instance, null);
    }
}
