package io.inferometer.agent.weave;

import io.inferometer.agent.record.Site;

/** Makes the site of an instrumented method when it is first called. */
public interface SiteFactory {

    Site create(SiteSpec spec);
}
