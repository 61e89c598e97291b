package io.inferometer.agent.spool;

import io.inferometer.agent.spool.SegmentHeader.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exporters of this JVM, numbered. Immutable. */
final class Destinations {

    /** As many as a window's record has bits for. */
    static final int MOST = 32;

    private final List<Destination> all = new ArrayList<>();

    Destinations(Map<String, String> fingerprints) {
        new TreeMap<>(fingerprints).forEach((exporter, fingerprint) -> {
            if (all.size() < MOST) {
                all.add(new Destination(exporter, fingerprint));
            }
        });
    }

    List<Destination> all() {
        return all;
    }

    int count() {
        return all.size();
    }

    /** The exporter's number; negative when it is not known. */
    int number(String exporter) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).exporter().equals(exporter)) {
                return i;
            }
        }
        return -1;
    }

    /** One bit for each; 0 when one of them is not known. */
    int bits(Collection<String> exporters) {
        int bits = 0;
        for (String exporter : exporters) {
            int number = number(exporter);
            if (number < 0) {
                return 0;
            }
            bits |= 1 << number;
        }
        return bits;
    }

    /** For each exporter its position in a segment; negative when the segment has nothing for it, or for another destination. */
    int[] positions(SegmentHeader header) {
        return all.stream().mapToInt(header.destinations()::indexOf).toArray();
    }
}
