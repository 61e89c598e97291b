package io.inferometer.benchmark.startup;

/** The shortest application. Prints nothing: the pipe is not what is measured. */
public final class Hello {

    private Hello() {}

    public static void main(String[] args) {}
}
