package io.inferometer.agent;

import io.inferometer.agent.aggregate.AgentHealth;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.weave.Sites;
import io.inferometer.exporter.api.Switches;
import java.util.Set;

/** The agent's failures and switches, read where they are counted and set. Thread-safe. */
record Health(Sites sites, SiteErrors errors) implements AgentHealth {

    @Override
    public long weavingErrors() {
        return sites.failures();
    }

    @Override
    public long measuringErrors() {
        return errors.count();
    }

    @Override
    public Switches switches() {
        return new Switches(sites.isEnabled(), sites.libraries(), Set.of());
    }
}
