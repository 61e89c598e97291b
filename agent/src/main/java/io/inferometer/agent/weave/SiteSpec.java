package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.record.Switch;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/**
 * What is known of an instrumented method when its first call site links.
 *
 * @param library who declares it
 * @param target what it was declared as
 * @param woven what its class file told
 * @param className the class that was woven
 * @param model the model that every call is of; empty when something else tells
 * @param version its version, empty when unknown
 * @param group the same for all methods of which only the outermost call counts, else unique
 * @param outermost whether only the outermost call counts
 * @param slots what its call sites are handed
 * @param measuring the switch of its library
 * @param release of its library, as far as the jar tells; else empty
 */
public record SiteSpec(
        Library library,
        Target target,
        Woven woven,
        String className,
        String model,
        String version,
        int group,
        boolean outermost,
        Slots slots,
        Switch measuring,
        String release) {

    /** Whether the result may be a {@link java.util.concurrent.CompletionStage}, to be waited for. */
    boolean isAsynchronous() {
        return target.completion() == io.inferometer.agent.library.Completion.STAGE
                && Descriptors.mayBeAsynchronous(woven.descriptor());
    }

    /** The parameters that a batch and tokens are read of; those of a method that suspends are gone when it ends. */
    List<Integer> handedOver() {
        return woven.suspends() ? slots.atEnter() : slots.atExit();
    }

    boolean returnsObject() {
        return woven.result().getSort() >= Type.ARRAY;
    }

    /** For people. */
    String readable() {
        return woven.readable(className);
    }
}
