package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.List;

/** Sites that count, and what they could not measure. */
abstract class WeavingFixture {

    final CountingSites counting = new CountingSites();
    Sites sites = new Sites(WovenLoader.everything(), counting);

    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (NotMeasured.Failure next = sites.notMeasured().nextUnreported();
                next != null;
                next = sites.notMeasured().nextUnreported()) {
            failures.add(next.where() + ": " + next.why());
        }
        return failures;
    }
}
