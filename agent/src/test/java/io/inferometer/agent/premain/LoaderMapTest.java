package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known of loaders, whatever these think of each other. */
@Tag("safety")
class LoaderMapTest {

    private final LoaderMap<String> known = new LoaderMap<>();

    /** Takes itself for any other one. */
    private static final class Equal extends ClassLoader {

        @Override
        public boolean equals(Object other) {
            return other instanceof Equal;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static final class Unwilling extends ClassLoader {

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("of the application's loader");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("of the application's loader");
        }
    }

    @Test
    void loadersAreToldApartByIdentity() {
        ClassLoader first = new Equal();
        ClassLoader second = new Equal();
        assertThat(known.put(first, "first")).isNull();
        assertThat(known.get(second)).isNull();
        assertThat(known.put(second, "second")).isNull();
        assertThat(known.get(first)).isEqualTo("first");
        assertThat(known.put(first, "again")).isEqualTo("first");
        assertThat(known.values()).containsExactlyInAnyOrder("again", "second");
    }

    @Test
    void noMethodOfALoaderIsCalled() {
        ClassLoader unwilling = new Unwilling();
        known.put(unwilling, "known");
        known.put(new Unwilling(), "another");
        assertThat(known.get(unwilling)).isEqualTo("known");
    }

    @Test
    @Timeout(60)
    void whatIsKnownGoesWithTheLoader() {
        WeakReference<ClassLoader> gone = new WeakReference<>(new Equal());
        known.put(gone.get(), "gone");
        ClassLoader kept = new Equal();
        known.put(kept, "kept");
        while (gone.get() != null || known.values().contains("gone")) {
            System.gc();
            known.put(kept, "kept");
        }
        assertThat(known.values()).containsExactly("kept");
    }
}
