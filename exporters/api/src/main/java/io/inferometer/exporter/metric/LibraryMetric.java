package io.inferometer.exporter.metric;

/** What is shown of each library with an instrumented method. Its label is {@code library}. */
@SuppressWarnings("ImmutableEnumChecker") // A description is a record of texts and numbers.
public enum LibraryMetric implements Metric<LibraryAt> {
    ENABLED(
            Description.gauge(
                    "inferometer_library_enabled",
                    "enabled",
                    "",
                    "1 while a library's calls are to be measured, 0 while it is turned off, or its release cannot be measured."));

    private final Description description;

    LibraryMetric(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public void read(LibraryAt library, Samples out) {
        library.state().read(out);
    }
}
