package io.inferometer.agent.library;

import io.inferometer.agent.reader.Expression;

/**
 * What an object holds outside the heap until its closing method is called.
 *
 * @param kind as in the label {@code kind}: {@code tensor}, {@code session}
 * @param state what of the object tells, just before it is closed, whether it is open still: a truth value, or a number that is 0 for
 *     false; null where an object is opened
 * @param isOpenIf the truth value of an object that is open
 */
public record Handle(String kind, Expression state, boolean isOpenIf) {}
