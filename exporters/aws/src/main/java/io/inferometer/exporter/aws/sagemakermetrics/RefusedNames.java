package io.inferometer.exporter.aws.sagemakermetrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Explains once per metric name that the service refuses its values, in one line for all the names that came up together.
 * Used by one thread.
 */
final class RefusedNames {

    private static final int SHOWN = 10;

    private final Set<String> explained = new HashSet<>();
    private final List<String> unexplained = new ArrayList<>();

    /** Beyond the greatest number of names remembered, names are not explained any more; they are still counted. */
    void add(String name) {
        if (explained.size() < KnownNames.MAX_NAMES && explained.add(name)) {
            unexplained.add(name);
        }
    }

    /** The line to log; empty when nothing new came up since the last call. */
    Optional<String> explanation() {
        if (unexplained.isEmpty()) {
            return Optional.empty();
        }
        String shown = String.join(", ", unexplained.subList(0, Math.min(SHOWN, unexplained.size())));
        String more = unexplained.size() > SHOWN ? " and " + (unexplained.size() - SHOWN) + " more" : "";
        unexplained.clear();
        return Optional.of("values of " + shown + more + " are refused as invalid and dropped: rename the model with"
                + " model-name.<found>=<name> if its name is to blame");
    }
}
