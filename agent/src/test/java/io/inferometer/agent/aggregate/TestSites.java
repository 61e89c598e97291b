package io.inferometer.agent.aggregate;

import io.inferometer.agent.record.CallReaders;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.InferenceSite;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.agent.record.VirtualNesting;
import io.inferometer.exporter.api.Outcome;

/** Sites as the weaver would make them. */
final class TestSites {

    private TestSites() {}

    static Site on(Recorder recorder, FixedModel model) {
        return new InferenceSite(
                recorder,
                model,
                failure -> Outcome.SERVER_ERROR,
                CallReaders.NONE,
                1,
                false,
                false,
                new VirtualNesting(),
                new SiteErrors(),
                new Switch());
    }
}
