package io.inferometer.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method each call of which is one inference. Does nothing unless the Inferometer agent runs in the JVM.
 *
 * <p>A method that returns a {@link java.util.concurrent.CompletionStage} is measured until the stage completes, any other
 * until it returns or throws. Calls of the method inside itself, on the same thread, belong to the outermost.
 *
 * <p>Only methods with a body are measured, where the annotation is: of an interface's or an abstract method annotate the implementations. An
 * implementation that overrides an annotated method is measured by what it calls of that one; annotate it, too, and both are one call.
 *
 * <p>Retained at run time, although nobody reads it there: HotSpot forgets every other annotation of a class that it has
 * loaded, and an agent that is attached later would not find it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Inference {

    /** The model's name. Empty: the simple name of the class that declares the method. */
    String model() default "";

    /** The model's version. Empty: unknown. */
    String version() default "";
}
