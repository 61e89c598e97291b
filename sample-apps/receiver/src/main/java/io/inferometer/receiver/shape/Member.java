package io.inferometer.receiver.shape;

/** One row of a structure's table. */
public record Member(String name, Shape shape, boolean required) {}
