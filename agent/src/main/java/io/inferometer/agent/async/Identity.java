package io.inferometer.agent.async;

/** An object as what identifies a request. */
public final class Identity {

    private final Object object;

    public Identity(Object object) {
        this.object = object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity that && that.object == object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    /** As a number, which other objects may have, too: for people. */
    @Override
    public String toString() {
        return Integer.toHexString(hashCode());
    }
}
