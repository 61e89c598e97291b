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
 * <p>On a method of an interface or of a class, implementations and overrides are measured as well, in all subtypes, from their first call.
 * Each has the model that the annotation names, else the simple name of its own class. A subtype may repeat the annotation with other
 * values, which then hold for it and its own subtypes. A call of {@code super}, or of the same method of another object, inside one of them is part
 * of that call.
 *
 * <p>Not measured: lambdas and other hidden classes, which the JVM shows to no agent; native methods. A class that is made at run time, such as a proxy,
 * is measured by what it calls, unless it carries the annotation itself.
 *
 * <p>Retained at run time, although nobody reads it there: HotSpot forgets every other annotation of a class that it has
 * loaded, and an agent that is attached later would not find it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Inference {

    /** The model's name. Empty: the simple name of the class that has the method's body. */
    String model() default "";

    /** The model's version. Empty: unknown. */
    String version() default "";
}
