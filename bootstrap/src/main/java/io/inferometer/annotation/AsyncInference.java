package io.inferometer.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method each call of which is one stage of a queued request. Does nothing unless the Inferometer agent runs in the JVM.
 *
 * <p>A method that returns a {@link java.util.concurrent.CompletionStage} ends when that completes, any other when it returns or
 * throws. Calls of the same stage inside itself, on the same thread and of the same request, belong to the outermost.
 *
 * <p>{@link AsyncStage#ACCEPT}, {@link AsyncStage#PROCESS} and {@link AsyncStage#EXPIRE} need an {@link InferenceId}. So do the
 * others, unless they are called inside a {@link AsyncStage#PROCESS} on its thread. A stage whose request is not known is ignored and
 * counted. The application never sees an error of the agent's.
 *
 * <p>May be combined with {@link Inference}, which measures the model on its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsyncInference {

    /** The stage. */
    AsyncStage stage();
}
