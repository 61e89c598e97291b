package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;

/**
 * What is known of an instrumented method before it is first called.
 *
 * @param id the number its call sites carry
 * @param library who declares it
 * @param target what it was declared as
 * @param method class, name and parameters, for people
 * @param group the same for all methods of a name of which only the outermost call counts, else unique
 * @param outermost whether only the outermost call counts
 * @param asynchronous whether the result may be a {@link java.util.concurrent.CompletionStage}
 */
public record SiteSpec(
        int id, Library library, Target target, String method, int group, boolean outermost, boolean asynchronous) {}
