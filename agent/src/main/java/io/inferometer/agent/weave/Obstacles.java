package io.inferometer.agent.weave;

import io.inferometer.agent.library.Target;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What keeps a wanted method from being measured. */
final class Obstacles {

    /** Results that do nothing until somebody subscribes to them: the method itself only assembles them. */
    private static final Set<String> COLD = Set.of(
            "io.reactivex.Completable",
            "io.reactivex.Flowable",
            "io.reactivex.Maybe",
            "io.reactivex.Observable",
            "io.reactivex.Single",
            "io.reactivex.rxjava3.core.Completable",
            "io.reactivex.rxjava3.core.Flowable",
            "io.reactivex.rxjava3.core.Maybe",
            "io.reactivex.rxjava3.core.Observable",
            "io.reactivex.rxjava3.core.Single",
            "io.smallrye.mutiny.Multi",
            "io.smallrye.mutiny.Uni",
            "java.util.concurrent.Flow$Publisher",
            "kotlinx.coroutines.flow.Flow",
            "org.reactivestreams.Publisher",
            "reactor.core.publisher.Flux",
            "reactor.core.publisher.Mono");

    private Obstacles() {}

    /** In a few words; null when there is none. */
    static String of(MethodScan scan, FoundMethod method, Target target) {
        if (!method.hasCode()) {
            return "an abstract or native method has no body to measure; name an implementation";
        }
        if (scan.majorVersion < Opcodes.V1_7) {
            return "its class file is older than Java 7 and cannot be linked";
        }
        Slots slots = Slots.of(target);
        if (!MethodWeaver.hasRoom(method, slots)) {
            return "it is too large: it has as many variables or operands as the JVM allows";
        }
        if (slots.last() >= Descriptors.parameterCount(method.descriptor)) {
            return "arg" + slots.last() + " is to be read of it, but it has "
                    + Descriptors.parameterCount(method.descriptor) + " parameters";
        }
        String result = Type.getReturnType(method.descriptor).getClassName();
        if (target.role() == Target.Role.INFERENCE && COLD.contains(result)) {
            return "its result, " + result + ", does its work when it is subscribed to, after the method has returned;"
                    + " measure what is called then";
        }
        return null;
    }
}
