package io.inferometer.agent.weave;

import io.inferometer.agent.library.Reading;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.reader.Access;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Expression.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What keeps a wanted method from being measured. */
final class Obstacles {

    /** Results that do nothing until somebody subscribes to them, or runs them: the method itself only assembles them. */
    private static final List<String> COLD = List.of(
            "akka.stream.",
            "cats.effect.IO",
            "fs2.",
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
            "rx.",
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
        for (Expression each : readings(target)) {
            if (isItself(each, method)) {
                return each + " is to be read of it, and is this method itself; name what it takes it from";
            }
        }
        String result = Type.getReturnType(method.descriptor).getClassName();
        if ((target.role() == Target.Role.INFERENCE || target.role().isStage()) && isCold(result)) {
            return late(result);
        }
        return null;
    }

    /** Reading it would be another call, of which it is read. */
    private static boolean isItself(Expression expression, FoundMethod method) {
        return expression.root() == Root.THIS
                && !expression.steps().isEmpty()
                && expression.steps().get(0).isMethod()
                && expression.steps().get(0).name().equals(method.name)
                && Descriptors.parameterCount(method.descriptor) == 0;
    }

    /** What can be read of no call of a method, in a few words; null when there is nothing. */
    static String unread(FoundMethod method, Target target) {
        for (Expression each : readings(target)) {
            if (each.root() == Root.THIS && method.isStatic()) {
                return each + " is to be read of it, but it is static";
            }
            if (each.root() == Root.RESULT
                    && Type.getReturnType(method.descriptor).getSort() == Type.VOID) {
                return each + " is to be read of it, but it returns nothing";
            }
        }
        return null;
    }

    private static List<Expression> readings(Target target) {
        Reading reading = target.reading();
        List<Expression> readings = new ArrayList<>();
        if (target.role() == Target.Role.INFERENCE || target.role() == Target.Role.LOAD) {
            for (Expression each : new Expression[] {
                reading.model(), reading.version(), reading.batch(), reading.inputTokens(), reading.outputTokens()
            }) {
                if (each != null) {
                    readings.add(each);
                }
            }
        }
        return readings;
    }

    /**
     * What keeps a method from being measured whose result says by its supertypes alone that it does its work later; null when nothing does. Loads
     * the result's class, which the call that is about to begin would do a moment later.
     *
     * @param type the class that has the method
     */
    static String ofResult(Class<?> type, Woven method) {
        Type result = method.result();
        if (result.getSort() != Type.OBJECT || result.getClassName().startsWith("java.")) {
            return null;
        }
        Class<?> loaded;
        try {
            loaded = Class.forName(result.getClassName(), false, type.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notThere) {
            return null;
        }
        if (CompletionStage.class.isAssignableFrom(loaded)) {
            return null;
        }
        for (Class<?> each : Access.supertypes(loaded)) {
            if (isCold(each.getName())) {
                return late(result.getClassName());
            }
        }
        return null;
    }

    private static String late(String result) {
        return "its result, " + result + ", does its work when it is subscribed to, after the method has returned;"
                + " measure what is called then";
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
