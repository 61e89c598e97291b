package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/** Not a library of anybody else's: the method with which an application reports values of its own. */
final class OwnMetrics implements Declaration {

    @Override
    public Library library() {
        return Library.of(
                Library.METRICS, List.of(Target.value(named("io.inferometer.metrics.InferometerMetrics"), "put")));
    }
}
