package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Library,name=<library>}. */
public interface LibraryControl {

    boolean isEnabled();

    /** Turns measuring of this library on or off, for calls that begin from now on. */
    void setEnabled(boolean enabled);

    /** Whether any of its methods is instrumented in this JVM. */
    boolean isActive();

    /** One line for people. */
    String getStatus();

    /** With class and parameters. */
    String[] getInstrumentedMethods();
}
