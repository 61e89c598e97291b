package io.inferometer.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of an {@link AsyncInference} method that identifies the request, or the method itself if it is {@link
 * AsyncStage#ACCEPT} and its result is the id.
 *
 * <p>An id is text, a number, an enum constant or a {@link java.util.UUID}: 1 to 64 characters, different for all requests that
 * are queued or processed at the same time. Longer ones are shortened. A call without an id, with null or with empty text is ignored.
 * All of these are counted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface InferenceId {}
