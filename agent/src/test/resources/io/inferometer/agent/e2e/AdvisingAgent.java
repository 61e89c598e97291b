package other;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/** An agent that counts calls of Scorer.score by a Byte Buddy of its own, and prints the count when the JVM ends. */
public class AdvisingAgent {

    public static final java.util.concurrent.atomic.LongAdder CALLS = new java.util.concurrent.atomic.LongAdder();

    public static class Count {
        @Advice.OnMethodEnter
        static void enter() {
            AdvisingAgent.CALLS.increment();
        }
    }

    public static void premain(String options, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(ElementMatchers.nameEndsWith(".Scorer"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Count.class).on(ElementMatchers.named("score"))))
                .installOn(instrumentation);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("advised calls " + CALLS)));
    }
}
