package io.inferometer.agent.weave;

import io.inferometer.agent.library.Target;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What keeps a wanted method from being measured. */
final class Obstacles {

    /** Results that do nothing until somebody subscribes to them, or runs them: the method itself only assembles them. */
    private static final List<String> COLD = List.of(
            "akka.stream.",
            "cats.effect.IO",
            "io.reactivex.",
            "io.smallrye.mutiny.",
            "java.util.concurrent.Flow$P",
            "java.util.concurrent.SubmissionPublisher",
            "kotlin.sequences.Sequence",
            "kotlinx.coroutines.flow.",
            "monix.",
            "org.apache.pekko.stream.",
            "org.reactivestreams.",
            "reactor.core.publisher.",
            "zio.");

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
        if ((target.role() == Target.Role.INFERENCE || target.role().isStage()) && isCold(result)) {
            return "its result, " + result + ", does its work when it is subscribed to, after the method has returned;"
                    + " measure what is called then";
        }
        return null;
    }

    private static boolean isCold(String className) {
        for (String beginning : COLD) {
            if (className.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
