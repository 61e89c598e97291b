package io.inferometer.agent;

import io.inferometer.agent.aggregate.AgentHealth;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.redaction.Redaction;
import io.inferometer.agent.weave.Sites;
import io.inferometer.exporter.api.Switches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The agent's failures and switches, read where they are counted and set. Thread-safe. */
record Health(Sites sites, SiteErrors errors) implements AgentHealth {

    @Override
    public long weavingErrors() {
        return sites.notMeasured().count();
    }

    @Override
    public long measuringErrors() {
        return errors.count();
    }

    @Override
    public Switches switches() {
        List<String> notMeasured = new ArrayList<>();
        for (String line : sites.notMeasured().reported()) {
            notMeasured.add(Redaction.of(line));
        }
        return new Switches(sites.switches().isEnabled(), sites.states(), Set.of(), notMeasured);
    }
}
