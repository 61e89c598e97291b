package io.inferometer.agent.jmx;

/** {@code io.inferometer:type=Library,name=<library>}. {@link Descriptions} says what each attribute is. */
public interface LibraryControl {

    boolean isEnabled();

    void setEnabled(boolean enabled);

    boolean isActive();

    String getStatus();

    String[] getInstrumentedMethods();
}
