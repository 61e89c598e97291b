package io.inferometer.agent.library;

import io.inferometer.agent.reader.Expression;

/**
 * What is read of each call of a target. Null where nothing is.
 *
 * @param model the model's name; of the receiver it is read once per instance, else at each call
 * @param version its version; read along with the name
 * @param batch how many items the call is of
 * @param inputTokens how many tokens it read
 * @param outputTokens how many it produced
 * @param knownBy for {@link Completion#FOLLOWED}, the object by which the call is known until it is over; for a stage, what identifies
 *     its request; else what the model is known by, where that is not the receiver, or what a load returns
 * @param failedWith for {@link Target.Role#END}, the parameter that says what the call failed with
 * @param device what a model runs on: for {@link Target.Role#DEVICE} an index or the device itself, for a load the options that tell
 */
public record Reading(
        Expression model,
        Expression version,
        Expression batch,
        Expression inputTokens,
        Expression outputTokens,
        Expression knownBy,
        Expression failedWith,
        Expression device) {

    public static final Reading NOTHING = new Reading(null, null, null, null, null, null, null, null);

    Reading withModel(String expression) {
        return new Reading(
                Expression.parse(expression), version, batch, inputTokens, outputTokens, knownBy, failedWith, device);
    }

    Reading withVersion(String expression) {
        return new Reading(
                model, Expression.parse(expression), batch, inputTokens, outputTokens, knownBy, failedWith, device);
    }

    Reading withBatch(String expression) {
        return new Reading(
                model, version, Expression.parse(expression), inputTokens, outputTokens, knownBy, failedWith, device);
    }

    Reading withInputTokens(String expression) {
        return new Reading(
                model, version, batch, Expression.parse(expression), outputTokens, knownBy, failedWith, device);
    }

    Reading withOutputTokens(String expression) {
        return new Reading(
                model, version, batch, inputTokens, Expression.parse(expression), knownBy, failedWith, device);
    }

    Reading withKnownBy(String expression) {
        return withKnownBy(Expression.parse(expression));
    }

    Reading withKnownBy(Expression expression) {
        return new Reading(model, version, batch, inputTokens, outputTokens, expression, failedWith, device);
    }

    Reading withFailedWith(String expression) {
        return new Reading(
                model, version, batch, inputTokens, outputTokens, knownBy, Expression.parse(expression), device);
    }

    Reading withDevice(String expression) {
        return new Reading(
                model, version, batch, inputTokens, outputTokens, knownBy, failedWith, Expression.parse(expression));
    }
}
